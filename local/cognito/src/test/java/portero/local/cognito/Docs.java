package portero.local.cognito;

/** Pages of the service's documentation. */
final class Docs {
    static final String API = "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_";
    static final String GUIDE = "https://docs.aws.amazon.com/cognito/latest/developerguide/";

    static final String ADMIN_CONFIRM_SIGN_UP = API + "AdminConfirmSignUp.html";
    static final String ADMIN_CREATE_USER = API + "AdminCreateUser.html";
    static final String ADMIN_DELETE_USER = API + "AdminDeleteUser.html";
    static final String ADMIN_DELETE_USER_ATTRIBUTES = API + "AdminDeleteUserAttributes.html";
    static final String ADMIN_DISABLE_USER = API + "AdminDisableUser.html";
    static final String ADMIN_ENABLE_USER = API + "AdminEnableUser.html";
    static final String ADMIN_GET_USER = API + "AdminGetUser.html";
    static final String ADMIN_INITIATE_AUTH = API + "AdminInitiateAuth.html";
    static final String ADMIN_RESET_USER_PASSWORD = API + "AdminResetUserPassword.html";
    static final String ADMIN_RESPOND = API + "AdminRespondToAuthChallenge.html";
    static final String ADMIN_SET_USER_PASSWORD = API + "AdminSetUserPassword.html";
    static final String ADMIN_UPDATE_USER_ATTRIBUTES = API + "AdminUpdateUserAttributes.html";
    static final String ADMIN_USER_GLOBAL_SIGN_OUT = API + "AdminUserGlobalSignOut.html";
    static final String ADD_CUSTOM_ATTRIBUTES = API + "AddCustomAttributes.html";
    static final String CHANGE_PASSWORD = API + "ChangePassword.html";
    static final String CREATE_USER_POOL = API + "CreateUserPool.html";
    static final String CREATE_USER_POOL_CLIENT = API + "CreateUserPoolClient.html";
    static final String DELETE_USER = API + "DeleteUser.html";
    static final String DELETE_USER_POOL = API + "DeleteUserPool.html";
    static final String DELETE_USER_POOL_CLIENT = API + "DeleteUserPoolClient.html";
    static final String DESCRIBE_USER_POOL = API + "DescribeUserPool.html";
    static final String DESCRIBE_USER_POOL_CLIENT = API + "DescribeUserPoolClient.html";
    static final String GET_USER = API + "GetUser.html";
    static final String GLOBAL_SIGN_OUT = API + "GlobalSignOut.html";
    static final String INITIATE_AUTH = API + "InitiateAuth.html";
    static final String LIST_USERS = API + "ListUsers.html";
    static final String LIST_USER_POOLS = API + "ListUserPools.html";
    static final String LIST_USER_POOL_CLIENTS = API + "ListUserPoolClients.html";
    static final String PASSWORD_POLICY = API + "PasswordPolicyType.html";
    static final String RESPOND = API + "RespondToAuthChallenge.html";
    static final String REVOKE_TOKEN = API + "RevokeToken.html";
    static final String SCHEMA_ATTRIBUTE = API + "SchemaAttributeType.html";
    static final String SIGN_UP = API + "SignUp.html";
    static final String TAG_RESOURCE = API + "TagResource.html";
    static final String UPDATE_USER_ATTRIBUTES = API + "UpdateUserAttributes.html";
    static final String UPDATE_USER_POOL = API + "UpdateUserPool.html";
    static final String UPDATE_USER_POOL_CLIENT = API + "UpdateUserPoolClient.html";
    static final String USERNAME_CONFIGURATION = API + "UsernameConfigurationType.html";

    static final String ACCESS_TOKEN = GUIDE + "amazon-cognito-user-pools-using-the-access-token.html";
    static final String ATTRIBUTES = GUIDE + "user-pool-settings-attributes.html";
    static final String AUTHENTICATION = GUIDE + "authentication-flow-things-to-know.html";
    static final String AUTHENTICATION_FLOWS = GUIDE + "amazon-cognito-user-pools-authentication-flow-methods.html";
    static final String DELETION_PROTECTION = GUIDE + "user-pool-settings-deletion-protection.html";
    static final String ID_TOKEN = GUIDE + "amazon-cognito-user-pools-using-the-id-token.html";
    static final String MANAGING_ERRORS = GUIDE + "cognito-user-pool-managing-errors.html";
    static final String PASSWORDS = GUIDE + "managing-users-passwords.html";
    static final String QUOTAS = GUIDE + "quotas.html";
    static final String REFRESH_TOKEN = GUIDE + "amazon-cognito-user-pools-using-the-refresh-token.html";
    static final String REVOCATION = GUIDE + "token-revocation.html";
    static final String SEARCH = GUIDE + "how-to-manage-user-accounts.html";
    static final String SECRET_HASH = GUIDE
            + "signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash";
    static final String VERIFYING_TOKENS = GUIDE + "amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html";

    private Docs() {}
}
