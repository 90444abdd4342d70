package portero.local.cognito;

/**
 * Requests per second and category before {@code TooManyRequestsException}.
 *
 * @param authentications InitiateAuth, AdminInitiateAuth; answers to challenges have three times as many of their own
 * @param creations AdminCreateUser, SignUp, AdminConfirmSignUp
 * @param updates AdminUpdateUserAttributes, AdminEnableUser, AdminDisableUser, AdminDeleteUser and the like
 * @param recoveries ChangePassword, AdminSetUserPassword, AdminResetUserPassword
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html">Quotas in Amazon Cognito</a>
 */
public record Quotas(int authentications, int creations, int updates, int recoveries) {

    /** What a new AWS account has: 120, 50, 25 and 30 a second. */
    public static Quotas ofNewAccount() {
        return new Quotas(120, 50, 25, 30);
    }
}
