package portero.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeDataType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeletionProtectionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordPolicyType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RecoveryOptionNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolDescriptionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolTierType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;

/** Pools and their settings. */
class PoolIdentityContractTest extends IdentityContract {

    @Test
    @Source(Docs.CREATE_USER_POOL)
    void createUserPool_shouldAnswerAnIdWithItsRegionAndAnArn() {
        UserPoolType pool = createPool(_ -> {});

        assertThat(pool.id()).matches("[\\w-]+_[0-9a-zA-Z]{9}");
        assertThat(pool.arn()).matches("arn:aws:cognito-idp:[\\w-]+:\\d{12}:userpool/" + pool.id());
        assertThat(pool.name()).isEqualTo("contract");
        assertThat(pool.estimatedNumberOfUsers()).isZero();
    }

    @Test
    @Source(Docs.PASSWORD_POLICY)
    void createUserPool_shouldAskForAllKindsOfCharacters_whenNoPolicyIsGiven() {
        PasswordPolicyType policy = createPool(_ -> {}).policies().passwordPolicy();

        assertThat(policy.minimumLength()).isEqualTo(8);
        assertThat(policy.requireLowercase()).isTrue();
        assertThat(policy.requireUppercase()).isTrue();
        assertThat(policy.requireNumbers()).isTrue();
        assertThat(policy.requireSymbols()).isTrue();
        assertThat(policy.temporaryPasswordValidityDays()).isEqualTo(7);
    }

    @Test
    @Source(Docs.CREATE_USER_POOL)
    void createUserPool_shouldAnswerTheSettingsOfASchool() {
        UserPoolType pool = createPool(request -> request.usernameConfiguration(names -> names.caseSensitive(false))
                .adminCreateUserConfig(creation -> creation.allowAdminCreateUserOnly(true))
                .policies(policies -> policies.passwordPolicy(policy -> policy.minimumLength(10)
                        .requireLowercase(false)
                        .requireUppercase(false)
                        .requireNumbers(false)
                        .requireSymbols(false)
                        .temporaryPasswordValidityDays(3)))
                .accountRecoverySetting(recovery -> recovery.recoveryMechanisms(
                        mechanism(mechanism -> mechanism.name(RecoveryOptionNameType.ADMIN_ONLY).priority(1))))
                .userPoolTags(Map.of("stage", "dev")));

        UserPoolType described = cognito.describeUserPool(request -> request.userPoolId(pool.id())).userPool();

        assertThat(described).isEqualTo(pool);
        assertThat(described.userPoolTier()).isEqualTo(UserPoolTierType.LITE);
        assertThat(described.usernameConfiguration().caseSensitive()).isFalse();
        assertThat(described.adminCreateUserConfig().allowAdminCreateUserOnly()).isTrue();
        assertThat(described.policies().passwordPolicy().minimumLength()).isEqualTo(10);
        assertThat(described.policies().passwordPolicy().temporaryPasswordValidityDays()).isEqualTo(3);
        assertThat(described.accountRecoverySetting().recoveryMechanisms()).hasSize(1);
        assertThat(described.userPoolTags()).containsEntry("stage", "dev");
    }

    @Test
    @Source(Docs.CREATE_USER_POOL)
    void createUserPool_shouldDefaultToEssentialsAndOpenSignUp() {
        UserPoolType pool = createPool(request -> request.userPoolTier((String) null));

        assertThat(pool.userPoolTier()).isEqualTo(UserPoolTierType.ESSENTIALS);
        assertThat(pool.adminCreateUserConfig().allowAdminCreateUserOnly()).isFalse();
        assertThat(pool.deletionProtection()).isEqualTo(DeletionProtectionType.INACTIVE);
        assertThat(pool.mfaConfiguration()).isEqualTo(UserPoolMfaType.OFF);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 100})
    @Source(Docs.PASSWORD_POLICY)
    void createUserPool_shouldRefuse_whenMinimumLengthIsOutsideSixToNinetyNine(int length) {
        assertRefused(InvalidParameterException.class, () -> createPool(request ->
                request.policies(policies -> policies.passwordPolicy(policy -> policy.minimumLength(length)))));
    }

    @Test
    @Source(Docs.PASSWORD_POLICY)
    void createUserPool_shouldRefuse_whenTemporaryPasswordsLiveLongerThanAYear() {
        assertRefused(InvalidParameterException.class, () -> createPool(request -> request.policies(policies ->
                policies.passwordPolicy(policy -> policy.minimumLength(8).temporaryPasswordValidityDays(366)))));
    }

    @Test
    @Source(Docs.PASSWORD_POLICY)
    void createUserPool_shouldTakeZeroTemporaryDaysForTheDefault() {
        UserPoolType pool = createPool(request -> request.policies(policies ->
                policies.passwordPolicy(policy -> policy.minimumLength(8).temporaryPasswordValidityDays(0))));

        assertThat(pool.policies().passwordPolicy().temporaryPasswordValidityDays()).isEqualTo(7);
    }

    @Test
    @Source(Docs.CREATE_USER_POOL)
    void createUserPool_shouldRefuse_whenTheNameIsMissing() {
        assertRefused(InvalidParameterException.class, () -> cognito.createUserPool(_ -> {}))
                .hasMessageContaining("poolName");
    }

    @Test
    @Source(Docs.CREATE_USER_POOL)
    void createUserPool_shouldRefuse_whenAnEnumerationHasAnotherValue() {
        assertRefused(InvalidParameterException.class, () ->
                createPool(request -> request.deletionProtection("SOMETIMES")));
    }

    @Test
    @Source(Docs.CREATE_USER_POOL)
    void createUserPool_shouldRefuse_whenAliasAndUsernameAttributesAreBothGiven() {
        assertRefused(InvalidParameterException.class, () -> createPool(request ->
                request.aliasAttributesWithStrings("email").usernameAttributesWithStrings("email")));
    }

    @Test
    @Source(Docs.API + "AccountRecoverySettingType.html")
    void createUserPool_shouldRefuse_whenAdminOnlyRecoveryIsCombined() {
        assertRefused(InvalidParameterException.class, () -> createPool(request ->
                request.accountRecoverySetting(recovery -> recovery.recoveryMechanisms(
                        mechanism(mechanism -> mechanism.name("admin_only").priority(1)),
                        mechanism(mechanism -> mechanism.name("verified_email").priority(2))))));
    }

    @Test
    @Source(Docs.SCHEMA_ATTRIBUTE)
    void createUserPool_shouldPrefixCustomAttributesAndKeepTheStandardOnes() {
        UserPoolType pool = createPool(request -> request.schema(schema(attribute -> attribute.name("ticket")
                .attributeDataType(AttributeDataType.NUMBER)
                .mutable(true)
                .numberAttributeConstraints(range -> range.minValue("1").maxValue("9")))));

        assertThat(pool.schemaAttributes()).extracting(SchemaAttributeType::name)
                .contains("sub", "email", "custom:ticket");
    }

    @Test
    @Source(Docs.SCHEMA_ATTRIBUTE)
    void createUserPool_shouldRefuse_whenACustomAttributeIsRequired() {
        assertRefused(InvalidParameterException.class, () -> createPool(request -> request.schema(
                schema(attribute -> attribute.name("ticket").attributeDataType("String").required(true)))));
    }

    @Test
    @Source(Docs.ADD_CUSTOM_ATTRIBUTES)
    void addCustomAttributes_shouldExtendTheSchema_once() {
        UserPoolType pool = createPool(_ -> {});
        Runnable add = () -> cognito.addCustomAttributes(request ->
                request.userPoolId(pool.id())
                        .customAttributes(schema(attribute -> attribute.name("shift").attributeDataType("String"))));

        add.run();

        assertThat(cognito.describeUserPool(request -> request.userPoolId(pool.id())).userPool().schemaAttributes())
                .extracting(SchemaAttributeType::name)
                .contains("custom:shift");
        assertRefused(InvalidParameterException.class, add::run);
    }

    @Test
    @Source(Docs.DESCRIBE_USER_POOL)
    void describeUserPool_shouldRefuse_whenThePoolIsUnknown() {
        String id = createPool(_ -> {}).id();
        String unknown = id.substring(0, id.indexOf('_')) + "_000000000";

        assertRefused(ResourceNotFoundException.class, () ->
                cognito.describeUserPool(request -> request.userPoolId(unknown)));
    }

    @Test
    @Source(Docs.DESCRIBE_USER_POOL)
    void describeUserPool_shouldRefuseThePattern_whenTheIdIsMalformed() {
        assertRefused(InvalidParameterException.class, () ->
                cognito.describeUserPool(request -> request.userPoolId("no pool")))
                .hasMessageContaining("userPoolId");
    }

    @Test
    @Source(Docs.DESCRIBE_USER_POOL)
    void describeUserPool_shouldRefuse_whenTheIdIsMissing() {
        assertRefused(InvalidParameterException.class, () -> cognito.describeUserPool(_ -> {}));
    }

    @Test
    @Source(Docs.UPDATE_USER_POOL)
    void updateUserPool_shouldResetToDefaults_whatIsLeftOut() {
        UserPoolType pool = createPool(request ->
                request.adminCreateUserConfig(creation -> creation.allowAdminCreateUserOnly(true))
                .policies(policies -> policies.passwordPolicy(policy -> policy.minimumLength(20))));

        cognito.updateUserPool(request -> request.userPoolId(pool.id()).userPoolTier("LITE"));

        UserPoolType updated = cognito.describeUserPool(request -> request.userPoolId(pool.id())).userPool();
        assertThat(updated.adminCreateUserConfig().allowAdminCreateUserOnly()).isFalse();
        assertThat(updated.policies().passwordPolicy().minimumLength()).isEqualTo(8);
        assertThat(updated.name()).isEqualTo(pool.name());
    }

    @Test
    @Source(Docs.UPDATE_USER_POOL)
    void updateUserPool_shouldKeepSchemaAndCaseRule() {
        UserPoolType pool = createPool(request -> request.usernameConfiguration(names -> names.caseSensitive(false))
                .schema(schema(attribute -> attribute.name("ticket").attributeDataType("String"))));

        cognito.updateUserPool(request -> request.userPoolId(pool.id())
                .userPoolTier("LITE")
                .policies(policies -> policies.passwordPolicy(policy -> policy.minimumLength(12))));

        UserPoolType updated = cognito.describeUserPool(request -> request.userPoolId(pool.id())).userPool();
        assertThat(updated.policies().passwordPolicy().minimumLength()).isEqualTo(12);
        assertThat(updated.schemaAttributes()).isEqualTo(pool.schemaAttributes());
        assertThat(updated.usernameConfiguration().caseSensitive()).isFalse();
    }

    @Test
    @Source(Docs.DELETION_PROTECTION)
    void deleteUserPool_shouldRefuse_whileDeletionProtectionIsActive() {
        UserPoolType pool = createPool(request -> request.deletionProtection("ACTIVE"));

        assertRefused(InvalidParameterException.class, () ->
                cognito.deleteUserPool(request -> request.userPoolId(pool.id())));

        cognito.updateUserPool(request ->
                request.userPoolId(pool.id()).userPoolTier("LITE").deletionProtection("INACTIVE"));
        assertThatCode(() -> cognito.deleteUserPool(request -> request.userPoolId(pool.id())))
                .doesNotThrowAnyException();
    }

    @Test
    @Source(Docs.DELETE_USER_POOL)
    void deleteUserPool_shouldLeaveNothing() {
        TestPool pool = pool();

        cognito.deleteUserPool(request -> request.userPoolId(pool.id()));

        assertRefused(ResourceNotFoundException.class, () -> pool.get("anybody"));
        assertRefused(ResourceNotFoundException.class, () ->
                cognito.deleteUserPool(request -> request.userPoolId(pool.id())));
    }

    @Test
    @Source(Docs.LIST_USER_POOLS)
    void listUserPools_shouldGiveEveryPoolOnce_pageByPage() {
        List<String> made = List.of(createPool(_ -> {}).id(), createPool(_ -> {}).id(), createPool(_ -> {}).id());

        List<String> listed = cognito.listUserPoolsPaginator(request -> request.maxResults(1)).userPools().stream()
                .map(UserPoolDescriptionType::id)
                .toList();

        assertThat(listed).containsAll(made).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 61})
    @Source(Docs.LIST_USER_POOLS)
    void listUserPools_shouldRefuse_whenPagesAreEmptyOrTooLong(int size) {
        assertRefused(InvalidParameterException.class, () ->
                cognito.listUserPools(request -> request.maxResults(size)));
    }

    @Test
    @Source(Docs.TAG_RESOURCE)
    void tagResource_shouldAddAndUntagResourceRemove() {
        UserPoolType pool = createPool(request -> request.userPoolTags(Map.of("stage", "dev")));

        cognito.tagResource(request -> request.resourceArn(pool.arn()).tags(Map.of("team", "identity")));
        cognito.untagResource(request -> request.resourceArn(pool.arn()).tagKeys("stage"));

        assertThat(cognito.listTagsForResource(request -> request.resourceArn(pool.arn())).tags())
                .isEqualTo(Map.of("team", "identity"));
    }

    @Test
    @Source(Docs.API + "GetUserPoolMfaConfig.html")
    void getUserPoolMfaConfig_shouldSayOff() {
        UserPoolType pool = createPool(_ -> {});

        assertThat(cognito.getUserPoolMfaConfig(request -> request.userPoolId(pool.id())).mfaConfiguration())
                .isEqualTo(UserPoolMfaType.OFF);
    }

    @Test
    @Source(Docs.CREATE_USER_POOL)
    void pools_shouldNotShareUsers() {
        TestPool one = pool();
        TestPool other = pool();
        String username = one.confirmed();

        assertRefused(UserNotFoundException.class, () -> other.get(username));
        assertThatCode(() -> other.create(username)).doesNotThrowAnyException();
    }
}
