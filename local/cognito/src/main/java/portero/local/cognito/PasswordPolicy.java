package portero.local.cognito;

/**
 * What a pool asks of every password, on every path.
 *
 * @param temporaryDays how long a temporary password lives
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html">Passwords,
 *     account recovery, and password policies</a>
 */
record PasswordPolicy(
        int minimumLength, boolean lowercase, boolean uppercase, boolean numbers, boolean symbols, int temporaryDays) {

    private static final String SYMBOLS = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+-";

    static PasswordPolicy of(Input policy) {
        return new PasswordPolicy(
                policy.number("MinimumLength", 8),
                policy.flag("RequireLowercase"),
                policy.flag("RequireUppercase"),
                policy.flag("RequireNumbers"),
                policy.flag("RequireSymbols"),
                policy.number("TemporaryPasswordValidityDays", 7));
    }

    /** @throws ServiceException InvalidPasswordException naming the first rule that is broken */
    void check(String password) {
        if (password.length() < minimumLength) {
            throw ServiceException.invalidPassword("Password not long enough");
        }
        if (uppercase && password.chars().noneMatch(Character::isUpperCase)) {
            throw ServiceException.invalidPassword("Password must have uppercase characters");
        }
        if (lowercase && password.chars().noneMatch(Character::isLowerCase)) {
            throw ServiceException.invalidPassword("Password must have lowercase characters");
        }
        if (numbers && password.chars().noneMatch(character -> character >= '0' && character <= '9')) {
            throw ServiceException.invalidPassword("Password must have numeric characters");
        }
        if (symbols && password.chars().noneMatch(character -> SYMBOLS.indexOf(character) >= 0)) {
            throw ServiceException.invalidPassword("Password must have symbol characters");
        }
    }
}
