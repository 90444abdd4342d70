package portero.domain.accounts;

/** Why a chosen password is not taken; each reason has its own advice on the page. */
public enum PasswordRefusal {
    /** Fewer code points than the policy's minimum. */
    TOO_SHORT,
    /** More than {@value PasswordPolicy#MAXIMUM_LENGTH} code points. */
    TOO_LONG,
    /** Made up of common passwords or words. */
    COMMON,
    /** Made up of the person's own words, or holds the login. */
    PERSONAL,
    /** Made up of repetitions, years, or runs of the keyboard, the alphabet or the digits. */
    REPEATED,
    /** Holds a character nobody can see or type, or begins or ends with a space. */
    UNPRINTABLE
}
