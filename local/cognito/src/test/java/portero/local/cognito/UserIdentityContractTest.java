package portero.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static portero.local.cognito.TestPool.PERMANENT;
import static portero.local.cognito.TestPool.TEMPORARY;
import static portero.local.cognito.TestPool.attr;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnsupportedUserStateException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** Users, their attributes, and lists of them. */
class UserIdentityContractTest extends IdentityContract {
    private TestPool pool;

    @BeforeAll
    void createPool() {
        pool = pool(
                request -> request.schema(
                        schema(attribute ->
                                attribute.name("name").attributeDataType("String").mutable(true).required(false)
                                .stringAttributeConstraints(length -> length.minLength("2").maxLength("40"))),
                        schema(attribute -> attribute.name("badge").attributeDataType("String").mutable(false)),
                        schema(attribute -> attribute.name("level").attributeDataType("Number").mutable(true)
                                .numberAttributeConstraints(range -> range.minValue("1").maxValue("9"))),
                        schema(attribute -> attribute.name("hired").attributeDataType("DateTime").mutable(true))),
                _ -> {});
    }

    @Test
    @Source(Docs.ADMIN_CREATE_USER)
    void adminCreateUser_shouldAnswerAUserWhoMustChangeThePassword() {
        String username = freshName();

        UserType user = pool.create(username, attr("email", "a@school.pe"), attr("email_verified", "true"));

        assertThat(user.username()).isEqualTo(username);
        assertThat(user.enabled()).isTrue();
        assertThat(user.userStatus()).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);
        assertThat(user.attributes()).contains(attr("email", "a@school.pe"), attr("email_verified", "true"));
        assertThat(user.attributes()).extracting(AttributeType::name).contains("sub");
    }

    @Test
    @Source(Docs.ADMIN_CREATE_USER)
    void adminCreateUser_shouldMakeAPassword_whenNoneIsGiven() {
        String username = freshName();

        cognito.adminCreateUser(request -> request.userPoolId(pool.id()).username(username).messageAction("SUPPRESS"));

        assertThat(pool.get(username).userStatus()).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);
    }

    @Test
    @Source(Docs.ADMIN_CREATE_USER)
    void adminCreateUser_shouldRefuse_whenTheNameIsTaken() {
        String username = pool.confirmed();

        assertRefused(UsernameExistsException.class, () -> pool.create(username));
    }

    @Test
    @Source(Docs.USERNAME_CONFIGURATION)
    void adminCreateUser_shouldRefuse_whenTheNameDiffersInCaseOnly() {
        String username = pool.confirmed();

        assertRefused(UsernameExistsException.class, () -> pool.create(username.toUpperCase(Locale.ROOT)));
    }

    @Test
    @Source(Docs.USERNAME_CONFIGURATION)
    void adminCreateUser_shouldTellCaseApart_inAPoolLeftAtItsDefault() {
        UserPoolType sensitive = createPool(_ -> {});
        Consumer<String> create = username -> cognito.adminCreateUser(request ->
                request.userPoolId(sensitive.id()).username(username).temporaryPassword("Temporary1!")
                        .messageAction("SUPPRESS"));
        create.accept("ana");

        create.accept("Ana");

        assertThat(cognito.listUsers(request -> request.userPoolId(sensitive.id())).users()).hasSize(2);
        assertRefused(UserNotFoundException.class, () ->
                cognito.adminGetUser(request -> request.userPoolId(sensitive.id()).username("ANA")));
    }

    @Test
    @Source(Docs.ADMIN_CREATE_USER)
    void adminCreateUser_shouldRefuse_whenTheTemporaryPasswordBreaksThePolicy() {
        assertRefused(InvalidPasswordException.class, () -> cognito.adminCreateUser(request ->
                request.userPoolId(pool.id()).username(freshName()).temporaryPassword("short")
                        .messageAction("SUPPRESS")));
    }

    @ParameterizedTest
    @ValueSource(strings = {" Two-words-1", "Two-words-1 "})
    @Source(Docs.PASSWORD_POLICY)
    void adminCreateUser_shouldRefuse_whenThePasswordBeginsOrEndsWithASpace(String password) {
        assertRefused(InvalidParameterException.class, () -> cognito.adminCreateUser(request ->
                request.userPoolId(pool.id()).username(freshName()).temporaryPassword(password)
                        .messageAction("SUPPRESS")));
    }

    // The API's reference still prints the pattern [\S]+ for passwords; the guide counts a space between other
    // characters among the special ones, and the service's own refusals name ^[\S]+.*[\S]+$.
    @Test
    @Source(Docs.PASSWORD_POLICY)
    void adminCreateUser_shouldTakeAPassphraseWithSpacesInside() {
        var created = cognito.adminCreateUser(request -> request.userPoolId(pool.id())
                .username(freshName())
                .temporaryPassword("Two words and 1 more")
                .messageAction("SUPPRESS"));

        assertThat(created.user().userStatusAsString()).isEqualTo("FORCE_CHANGE_PASSWORD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space"})
    @Source(Docs.ADMIN_CREATE_USER)
    void adminCreateUser_shouldRefuse_whenTheNameIsEmptyOrHasSpaces(String username) {
        assertRefused(InvalidParameterException.class, () -> pool.create(username));
    }

    @Test
    @Source(Docs.ADMIN_CREATE_USER)
    void adminCreateUser_shouldRefuse_whenTheNameIsLongerThan128() {
        assertRefused(InvalidParameterException.class, () -> pool.create("x".repeat(129)));
    }

    @Test
    @Source(Docs.ADMIN_CREATE_USER)
    void adminCreateUser_shouldNotAskForRequiredAttributes() {
        TestPool strict = pool(
                request ->
                        request.schema(
                        schema(attribute ->
                        attribute.name("family_name").attributeDataType("String").mutable(true)
                        .required(true))),
                _ -> {});

        assertThatCode(strict::temporary).doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.ADMIN_CREATE_USER)
    void resend_shouldReplaceTheTemporaryPassword() {
        String username = pool.temporary();

        cognito.adminCreateUser(request -> request.userPoolId(pool.id())
                .username(username)
                .temporaryPassword("temporary2")
                .messageAction("RESEND"));

        assertRefused(NotAuthorizedException.class, () -> pool.signIn(username, TEMPORARY));
        assertThat(pool.signIn(username, "temporary2").challengeName())
                .isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
    }

    @Test
    @Source(Docs.ADMIN_CREATE_USER)
    void resend_shouldRefuse_whenTheUserIsUnknown() {
        assertRefused(UserNotFoundException.class, () -> cognito.adminCreateUser(request ->
                request.userPoolId(pool.id()).username(freshName()).messageAction("RESEND")));
    }

    @Test
    @Source(Docs.ADMIN_CREATE_USER)
    void resend_shouldRefuse_whenTheUserHasChosenAPassword() {
        String username = pool.confirmed();

        assertRefused(UnsupportedUserStateException.class, () -> cognito.adminCreateUser(request ->
                request.userPoolId(pool.id()).username(username).messageAction("RESEND")));
    }

    @ParameterizedTest
    @CsvSource({
        "email, no-at-sign",
        "email, a@nodot",
        "phone_number, 999888777",
        "phone_number, +51 999",
        "email_verified, yes",
        "name, x",
        "name, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "birthdate, 1.1.2000",
        "custom:level, ten",
        "custom:level, 10",
        "custom:level, 0",
        "custom:hired, yesterday",
        "custom:unknown, x",
        "unknown, x",
        "sub, 00000000-0000-4000-8000-000000000000"
    })
    @Source(Docs.ATTRIBUTES)
    void adminCreateUser_shouldRefuse_whenAnAttributeBreaksTheSchema(String name, String value) {
        assertRefused(InvalidParameterException.class, () -> pool.create(freshName(), attr(name, value)));
    }

    @ParameterizedTest
    @CsvSource({
        "email, no-at-sign",
        "phone_number, 999888777",
        "email_verified, yes",
        "name, x",
        "custom:level, 10",
        "custom:badge, changed",
        "custom:unknown, x",
        "sub, 00000000-0000-4000-8000-000000000000"
    })
    @Source(Docs.ATTRIBUTES)
    void adminUpdateUserAttributes_shouldRefuse_whenAnAttributeBreaksTheSchemaOrIsImmutable(String name, String value) {
        String username = pool.confirmed(attr("custom:badge", "first"));

        assertRefused(InvalidParameterException.class, () -> pool.update(username, attr(name, value)));
    }

    @Test
    @Source(Docs.ADMIN_UPDATE_USER_ATTRIBUTES)
    void adminUpdateUserAttributes_shouldReplaceAddAndKeep() {
        String username = pool.confirmed(attr("name", "Ana"), attr("custom:level", "1"));

        pool.update(username, attr("name", "Ana María"), attr("nickname", "A"));

        assertThat(pool.attribute(username, "name")).isEqualTo("Ana María");
        assertThat(pool.attribute(username, "nickname")).isEqualTo("A");
        assertThat(pool.attribute(username, "custom:level")).isEqualTo("1");
    }

    @Test
    @Source(Docs.ADMIN_UPDATE_USER_ATTRIBUTES)
    void adminUpdateUserAttributes_shouldDelete_whatIsBlank() {
        String username = pool.confirmed(attr("nickname", "A"));

        pool.update(username, attr("nickname", ""));

        assertThat(pool.attribute(username, "nickname")).isNull();
    }

    @Test
    @Source(Docs.ADMIN_UPDATE_USER_ATTRIBUTES)
    void adminUpdateUserAttributes_shouldTakeVerificationAway_whenTheAddressChanges() {
        String username = pool.confirmed(attr("email", "old@school.pe"), attr("email_verified", "true"));

        pool.update(username, attr("email", "new@school.pe"));

        assertThat(pool.attribute(username, "email_verified")).isNotEqualTo("true");
    }

    @Test
    @Source(Docs.ADMIN_UPDATE_USER_ATTRIBUTES)
    void adminUpdateUserAttributes_shouldKeepVerification_whenSetInTheSameCall() {
        String username = pool.confirmed(attr("email", "old@school.pe"), attr("email_verified", "true"));

        pool.update(username, attr("email", "new@school.pe"), attr("email_verified", "true"));

        assertThat(pool.attribute(username, "email_verified")).isEqualTo("true");
    }

    @Test
    @Source(Docs.ADMIN_UPDATE_USER_ATTRIBUTES)
    void adminUpdateUserAttributes_shouldRefuse_whenTheUserIsUnknown() {
        assertRefused(UserNotFoundException.class, () -> pool.update(freshName(), attr("name", "Nobody")));
    }

    @Test
    @Source(Docs.ADMIN_DELETE_USER_ATTRIBUTES)
    void adminDeleteUserAttributes_shouldRemoveOnlyThese() {
        String username = pool.confirmed(attr("nickname", "A"), attr("name", "Ana"));

        cognito.adminDeleteUserAttributes(request ->
                request.userPoolId(pool.id()).username(username).userAttributeNames("nickname"));

        assertThat(pool.attribute(username, "nickname")).isNull();
        assertThat(pool.attribute(username, "name")).isEqualTo("Ana");
    }

    @Test
    @Source(Docs.ADMIN_GET_USER)
    void adminGetUser_shouldFindByNameInAnyCaseAndBySub() {
        String username = pool.confirmed(attr("name", "Ana"));
        String sub = pool.attribute(username, "sub");

        assertThat(pool.get(username.toUpperCase(Locale.ROOT)).username()).isEqualTo(username);
        assertThat(pool.get(String.valueOf(sub)).username()).isEqualTo(username);
        assertThat(pool.get(username).userStatus()).isEqualTo(UserStatusType.CONFIRMED);
        assertThat(pool.get(username).userCreateDate()).isNotNull();
    }

    @Test
    @Source(Docs.ADMIN_GET_USER)
    void adminGetUser_shouldRefuse_whenTheUserIsUnknown_evenWhereClientsHideIt() {
        assertRefused(UserNotFoundException.class, () -> pool.get(freshName()));
    }

    @Test
    @Source(Docs.ADMIN_GET_USER)
    void adminGetUser_shouldRefuse_whenTheNameIsMissing() {
        assertRefused(InvalidParameterException.class, () ->
                cognito.adminGetUser(request -> request.userPoolId(pool.id())));
    }

    @Test
    @Source(Docs.ADMIN_DELETE_USER)
    void adminDeleteUser_shouldLeaveNothing() {
        String username = pool.confirmed();

        pool.delete(username);

        assertRefused(UserNotFoundException.class, () -> pool.get(username));
        assertRefused(UserNotFoundException.class, () -> pool.delete(username));
    }

    @Test
    @Source(Docs.ADMIN_DELETE_USER)
    void adminDeleteUser_shouldFreeTheName_forSomebodyElse() {
        String username = pool.confirmed();
        String sub = pool.attribute(username, "sub");
        pool.delete(username);

        pool.create(username);

        assertThat(pool.attribute(username, "sub")).isNotEqualTo(sub);
        assertRefused(NotAuthorizedException.class, () -> pool.signIn(username, PERMANENT));
    }

    @Test
    @Source(Docs.ADMIN_DISABLE_USER)
    void adminDisableUser_shouldShowInTheProfile_andBeUndone() {
        String username = pool.confirmed();

        pool.disable(username);
        assertThat(pool.get(username).enabled()).isFalse();

        pool.enable(username);
        assertThat(pool.get(username).enabled()).isTrue();
    }

    @Test
    @Source(Docs.ADMIN_ENABLE_USER)
    void adminEnableUser_shouldRefuse_whenTheUserIsUnknown() {
        assertRefused(UserNotFoundException.class, () -> pool.enable(freshName()));
        assertRefused(UserNotFoundException.class, () -> pool.disable(freshName()));
    }

    private List<String> found(String filter) {
        return cognito.listUsersPaginator(request -> request.userPoolId(pool.id()).filter(filter)).users().stream()
                .map(UserType::username)
                .toList();
    }

    @Test
    @Source(Docs.LIST_USERS)
    void listUsers_shouldGiveEveryUserOnce_pageByPage() {
        TestPool small = pool();
        List<String> made = IntStream.range(0, 5).mapToObj(_ -> small.temporary()).toList();

        List<String> listed = cognito.listUsersPaginator(request -> request.userPoolId(small.id()).limit(2)).users()
                .stream()
                .map(UserType::username)
                .toList();

        assertThat(listed).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    @Source(Docs.SEARCH)
    void listUsers_shouldFilterByWholeValue() {
        String email = freshName() + "@school.pe";
        String username = pool.confirmed(attr("email", email));

        assertThat(found("email = \"" + email + "\"")).containsExactly(username);
        assertThat(found("email = \"" + email.substring(1) + "\"")).isEmpty();
        assertThat(found("username = \"" + username + "\"")).containsExactly(username);
        assertThat(found("sub = \"" + pool.attribute(username, "sub") + "\"")).containsExactly(username);
    }

    @Test
    @Source(Docs.SEARCH)
    void listUsers_shouldFilterByBeginning() {
        String start = freshName();
        String username = pool.confirmed(attr("given_name", start + " Rosa"));

        assertThat(found("given_name ^= \"" + start + "\"")).containsExactly(username);
    }

    @Test
    @Source(Docs.SEARCH)
    void listUsers_shouldFilterByStatus() {
        String confirmed = pool.confirmed();
        String temporary = pool.temporary();
        pool.disable(temporary);

        assertThat(found("cognito:user_status = \"CONFIRMED\"")).contains(confirmed).doesNotContain(temporary);
        assertThat(found("status = \"Disabled\"")).contains(temporary).doesNotContain(confirmed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "email = unquoted", "email > \"a\"", "custom:level = \"1\"", "zoneinfo = \"x\""})
    @Source(Docs.SEARCH)
    void listUsers_shouldRefuse_whenTheFilterCanNotBeReadOrSearched(String filter) {
        assertRefused(InvalidParameterException.class, () -> found(filter));
    }

    @Test
    @Source(Docs.LIST_USERS)
    void listUsers_shouldGiveOnlyTheAttributesAskedFor() {
        String username = pool.confirmed(attr("name", "Ana"), attr("nickname", "A"));

        List<UserType> users = cognito.listUsers(request -> request.userPoolId(pool.id())
                        .filter("username = \"" + username + "\"")
                        .attributesToGet("nickname"))
                .users();

        assertThat(users).singleElement().extracting(UserType::attributes).isEqualTo(List.of(attr("nickname", "A")));
    }

    @Test
    @Source(Docs.LIST_USERS)
    void listUsers_shouldRefuse_whenAnAttributeAskedForIsUnknown() {
        assertRefused(InvalidParameterException.class, () -> cognito.listUsers(request ->
                request.userPoolId(pool.id()).attributesToGet("custom:unknown")));
    }

    @Test
    @Source(Docs.LIST_USERS)
    void listUsers_shouldRefuse_whenThePageIsTooLongOrTheTokenMadeUp() {
        assertRefused(InvalidParameterException.class, () ->
                cognito.listUsers(request -> request.userPoolId(pool.id()).limit(61)));
        assertRefused(InvalidParameterException.class, () -> cognito.listUsers(request ->
                request.userPoolId(pool.id()).paginationToken("bm90aGluZw")));
    }
}
