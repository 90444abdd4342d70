package portero.domain.helpdesk;

/** Who answers a topic's tickets, where it is not the office above the institution. */
public enum Route {
    UGEL,
    DRE,
    COUNTRY
}
