package portero.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static portero.local.cognito.TestPool.PERMANENT;
import static portero.local.cognito.TestPool.TEMPORARY;
import static portero.local.cognito.TestPool.attr;
import static portero.local.cognito.TestPool.claims;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AliasExistsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SignUpResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotConfirmedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** Signing up, and signing in with an e-mail address or telephone number. */
class SignUpIdentityContractTest extends IdentityContract {

    private TestPool openPool() {
        return pool(
                request -> request.adminCreateUserConfig(creation -> creation.allowAdminCreateUserOnly(false)),
                request -> request.generateSecret(false));
    }

    private SignUpResponse signUp(TestPool pool, String username, AttributeType... attributes) {
        return cognito.signUp(request ->
                request.clientId(pool.clientId()).username(username).password(PERMANENT).userAttributes(attributes));
    }

    @Test
    @Source(Docs.SIGN_UP)
    void signUp_shouldRefuse_whereOnlyAdministratorsCreateUsers() {
        TestPool closed = pool(_ -> {}, request -> request.generateSecret(false));

        assertRefused(NotAuthorizedException.class, () -> signUp(closed, freshName()))
                .hasMessageContaining("SignUp is not permitted for this user pool");
    }

    @Test
    @Source(Docs.SIGN_UP)
    void signUp_shouldMakeAUserWhoMustBeConfirmed() {
        TestPool pool = openPool();
        String username = freshName();

        SignUpResponse answer = signUp(pool, username);

        assertThat(answer.userConfirmed()).isFalse();
        assertThat(answer.userSub()).isEqualTo(pool.attribute(username, "sub"));
        assertThat(pool.get(username).userStatus()).isEqualTo(UserStatusType.UNCONFIRMED);
        assertRefused(UserNotConfirmedException.class, () -> pool.signIn(username, PERMANENT));
    }

    @Test
    @Source(Docs.ADMIN_CONFIRM_SIGN_UP)
    void adminConfirmSignUp_shouldLetTheUserIn_once() {
        TestPool pool = openPool();
        String username = freshName();
        signUp(pool, username);

        cognito.adminConfirmSignUp(request -> request.userPoolId(pool.id()).username(username));

        assertThatCode(() -> pool.signIn(username, PERMANENT)).doesNotThrowAnyException();
        assertRefused(NotAuthorizedException.class, () ->
                cognito.adminConfirmSignUp(request -> request.userPoolId(pool.id()).username(username)));
    }

    @Test
    @Source(Docs.SIGN_UP)
    void signUp_shouldRefuse_whenTheNameIsTaken() {
        TestPool pool = openPool();
        String username = pool.confirmed();

        assertRefused(UsernameExistsException.class, () -> signUp(pool, username));
    }

    @Test
    @Source(Docs.SIGN_UP)
    void signUp_shouldRefuse_whenThePasswordBreaksThePolicy() {
        TestPool pool = openPool();

        assertRefused(InvalidPasswordException.class, () -> cognito.signUp(request ->
                request.clientId(pool.clientId()).username(freshName()).password("short")));
    }

    @Test
    @Source(Docs.SECRET_HASH)
    void signUp_shouldRefuse_whenSecretHashIsMissing() {
        TestPool pool = pool(
                request -> request.adminCreateUserConfig(creation -> creation.allowAdminCreateUserOnly(false)),
                        _ -> {});

        assertRefused(NotAuthorizedException.class, () -> signUp(pool, freshName()));
    }

    @Test
    @Source(Docs.SIGN_UP)
    void signUp_shouldRefuse_whenARequiredAttributeIsMissing() {
        TestPool pool = pool(
                request -> request.adminCreateUserConfig(creation -> creation.allowAdminCreateUserOnly(false))
                        .schema(schema(attribute ->
                                attribute.name("family_name").attributeDataType("String").mutable(true)
                                .required(true))),
                request -> request.generateSecret(false));

        assertRefused(InvalidParameterException.class, () -> signUp(pool, freshName()));
        assertThatCode(() -> signUp(pool, freshName(), attr("family_name", "Quispe"))).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.SIGN_UP)
    void signUp_shouldRefuse_whenTheClientIsUnknown() {
        assertRefused(ResourceNotFoundException.class, () ->
                cognito.signUp(request -> request.clientId("unknown").username("ana").password(PERMANENT)));
    }

    private TestPool aliasPool() {
        return pool(request -> request.aliasAttributesWithStrings("email", "preferred_username"), _ -> {});
    }

    @Test
    @Source(Docs.ATTRIBUTES)
    void alias_shouldSignIn_onlyOnceVerified() {
        TestPool pool = aliasPool();
        String username = pool.confirmed(attr("email", "alias@school.pe"));
        assertRefused(NotAuthorizedException.class, () -> pool.signIn("alias@school.pe", PERMANENT));

        pool.update(username, attr("email_verified", "true"));

        String accessToken = pool.signIn("Alias@school.pe", PERMANENT).authenticationResult().accessToken();
        assertThat(claims(accessToken).path("username").asText()).isEqualTo(username);
    }

    @Test
    @Source(Docs.ADMIN_CREATE_USER)
    void alias_shouldBeRefused_whenSomebodyHasIt_unlessForced() {
        TestPool pool = aliasPool();
        String first = pool.confirmed(attr("email", "one@school.pe"), attr("email_verified", "true"));
        String second = freshName();

        assertRefused(AliasExistsException.class, () ->
                pool.create(second, attr("email", "one@school.pe"), attr("email_verified", "true")));
        cognito.adminCreateUser(request -> request.userPoolId(pool.id())
                .username(second)
                .temporaryPassword(TEMPORARY)
                .messageAction("SUPPRESS")
                .forceAliasCreation(true)
                .userAttributes(attr("email", "one@school.pe"), attr("email_verified", "true")));

        assertThat(pool.attribute(first, "email_verified")).isEqualTo("false");
        assertThat(pool.get("one@school.pe").username()).isEqualTo(second);
    }

    @Test
    @Source(Docs.ADMIN_UPDATE_USER_ATTRIBUTES)
    void alias_shouldBeRefused_whenAnUpdateWouldTakeItFromSomebody() {
        TestPool pool = aliasPool();
        pool.confirmed(attr("email", "one@school.pe"), attr("email_verified", "true"));
        String second = pool.confirmed();

        assertRefused(AliasExistsException.class, () ->
                pool.update(second, attr("email", "one@school.pe"), attr("email_verified", "true")));
    }

    @Test
    @Source(Docs.ATTRIBUTES)
    void alias_shouldNotBeAUserName() {
        TestPool pool = aliasPool();

        assertRefused(InvalidParameterException.class, () -> pool.create("one@school.pe"));
    }

    private TestPool emailPool() {
        return pool(request -> request.usernameAttributesWithStrings("email"), _ -> {});
    }

    @Test
    @Source(Docs.ATTRIBUTES)
    void usernameAttribute_shouldBecomeAnAttribute_andTheSubTheName() {
        TestPool pool = emailPool();

        UserType user = pool.create("staff@school.pe");

        assertThat(user.attributes()).contains(attr("email", "staff@school.pe"), attr("sub", user.username()));
        assertThat(pool.get("staff@school.pe").username()).isEqualTo(user.username());
        assertThat(pool.signIn("staff@school.pe", TEMPORARY).challengeParameters())
                .containsEntry("USER_ID_FOR_SRP", user.username());
    }

    @Test
    @Source(Docs.ATTRIBUTES)
    void usernameAttribute_shouldRefuse_whatIsNoAddressOrTaken() {
        TestPool pool = emailPool();
        pool.create("staff@school.pe");

        assertRefused(InvalidParameterException.class, () -> pool.create("staff"));
        assertRefused(UsernameExistsException.class, () -> pool.create("Staff@school.pe"));
    }
}
