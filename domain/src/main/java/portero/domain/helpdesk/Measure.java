package portero.domain.helpdesk;

/** What is counted of a topic in a week. */
public enum Measure {
    /** Tickets filed. */
    RECEIVED,
    /** Tickets not filed because a suggested answer helped. */
    AVOIDED,
    /** First answers given. */
    ANSWERED,
    /** Business minutes from filing to first answer, of all those together. */
    ANSWER_MINUTES,
    /** First answers given after the promised time. */
    LATE,
    /** Solutions written that still hold. */
    SOLVED,
    /** Business minutes from filing to solution, of all those together. */
    SOLVE_MINUTES,
    /** Ratings given. */
    RATINGS,
    /** Their points together. */
    RATING_SUM
}
