package portero.domain.mail;

/** A language that Portero writes in. */
public enum Language {
    SPANISH("es"),
    ENGLISH("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** As in RFC 5646: {@code es}, {@code en}. */
    public String tag() {
        return tag;
    }
}
