package portero.local.ses;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Mail addresses as the service takes them. */
final class Addresses {
    private static final String SIMULATOR = "@simulator.amazonses.com";
    private static final int LONGEST = 320;

    private Addresses() {}

    /**
     * One address, with or without a display name.
     *
     * @throws ServiceException BadRequestException with the service's own words, which are the mail library's
     */
    static InternetAddress parse(String text) {
        if (text.chars().anyMatch(each -> each < ' ' || each == 0x7f)) {
            throw ServiceException.badRequest("Address contains illegal control characters");
        }
        InternetAddress[] parsed;
        try {
            parsed = InternetAddress.parse(text, true);
            for (InternetAddress address : parsed) {
                address.validate();
            }
        } catch (AddressException damaged) {
            throw ServiceException.badRequest(damaged.getMessage());
        }
        if (parsed.length != 1) {
            throw ServiceException.badRequest(parsed.length == 0 ? "Empty address" : "Illegal address");
        }
        checkCharacters(text, parsed[0].getAddress());
        return parsed[0];
    }

    private static void checkCharacters(String text, String address) {
        int at = address.lastIndexOf('@');
        if (at < 0 || !ascii(address.substring(at + 1))) {
            throw ServiceException.badRequest(at < 0 ? "Missing final '@domain'" : "Domain contains illegal character");
        }
        if (!ascii(address.substring(0, at))) {
            throw ServiceException.badRequest("Local address contains control or whitespace");
        }
        if (!ascii(text)) {
            throw ServiceException.badRequest(
                    "A display name beyond ASCII must be written as an encoded word (RFC 2047)");
        }
        if (address.length() > LONGEST || at > 64) {
            throw ServiceException.badRequest("Address is too long");
        }
    }

    static List<InternetAddress> parse(List<String> texts) {
        return texts.stream().map(Addresses::parse).toList();
    }

    static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** The address without the label that follows a plus sign. */
    static String withoutLabel(String address) {
        int at = address.lastIndexOf('@');
        int plus = address.indexOf('+');
        return plus > 0 && plus < at ? address.substring(0, plus) + address.substring(at) : address;
    }

    /**
     * The mailbox of the simulator that an address names, such as {@code bounce}; empty text for any other address.
     *
     * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html">The mailbox simulator</a>
     */
    static String simulated(String address) {
        String plain = withoutLabel(address).toLowerCase(Locale.ROOT);
        return plain.endsWith(SIMULATOR) ? plain.substring(0, plain.length() - SIMULATOR.length()) : "";
    }

    private static boolean ascii(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    }
}
