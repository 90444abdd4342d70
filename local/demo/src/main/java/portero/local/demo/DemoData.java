package portero.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import portero.domain.accounts.Role;
import portero.domain.schools.Condition;
import portero.domain.schools.ContactEmail;
import portero.domain.schools.EmailAddress;
import portero.domain.schools.IdentityDocument;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.InstitutionKind;
import portero.domain.schools.Member;
import portero.domain.schools.MobileNumber;
import portero.domain.schools.Person;
import portero.domain.schools.PersonId;
import portero.domain.schools.PersonName;
import portero.domain.schools.Position;

/** The invented schools and people, from the tables beside this class. */
public record DemoData(List<Institution> institutions, List<Person> people, List<Place> places) {
    private static final String ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

    /** @throws IllegalStateException if a table breaks a format */
    public static DemoData load() {
        var institutions = new LinkedHashMap<InstitutionCode, Institution>();
        for (var row : table("institutions.csv")) {
            var institution = institution(row, institutions);
            institutions.put(institution.code(), institution);
        }
        var people = new LinkedHashMap<String, Person>();
        for (var row : table("people.csv")) {
            var person = person(row);
            people.put(person.document().number(), person);
        }
        var places = table("personnel.csv").stream()
                .map(row -> place(row, known(row, institutions, people)))
                .toList();
        return new DemoData(List.copyOf(institutions.values()), List.copyOf(people.values()), places);
    }

    /** The id that seeding gives the bearer of a document, the same in every installation, so that files can name it. */
    public static PersonId id(IdentityDocument document) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest(document.login().value().getBytes(StandardCharsets.UTF_8));
            var id = new StringBuilder(16);
            for (var i = 0; i < 16; i++) {
                id.append(ID_LETTERS.charAt(hash[i] & 31));
            }
            return new PersonId(id.toString());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Institution institution(Row row, Map<InstitutionCode, Institution> above) {
        var code = row.parsed("code", InstitutionCode.parse(row.get("code")));
        var path = new ArrayList<InstitutionCode>();
        row.optional("parent").ifPresent(parent -> {
            var institution = Optional.ofNullable(above.get(new InstitutionCode(parent)));
            path.addAll(row.parsed("parent", institution).path());
        });
        path.add(code);
        return new Institution(
                code,
                InstitutionKind.valueOf(row.get("kind")),
                row.get("name"),
                path,
                row.optional("level"),
                row.optional("modality"));
    }

    private static Person person(Row row) {
        var document = row.parsed(
                "number",
                IdentityDocument.parse(IdentityDocument.Type.valueOf(row.get("document")), row.get("number")));
        return new Person(
                id(document),
                document,
                new PersonName(row.get("given"), row.get("paternal"), row.optional("maternal")),
                row.optional("email")
                        .map(text -> new ContactEmail(
                                row.parsed("email", EmailAddress.parse(text)),
                                ContactEmail.Standing.valueOf(row.get("standing").toUpperCase(Locale.ROOT)))),
                row.optional("mobile").map(text -> row.parsed("mobile", MobileNumber.parse(text))));
    }

    private static Member known(Row row, Map<InstitutionCode, Institution> institutions, Map<String, Person> people) {
        return new Member(
                row.parsed("institution", Optional.ofNullable(institutions.get(new InstitutionCode(row.get("institution")))))
                        .code(),
                row.parsed("number", Optional.ofNullable(people.get(row.get("number")))),
                Position.valueOf(row.get("position")),
                row.optional("condition").map(Condition::valueOf));
    }

    private static Place place(Row row, Member member) {
        var access = row.optional("access")
                .map(text -> Access.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_')))
                .orElse(Access.NONE);
        return new Place(member, row.optional("role").map(Role::valueOf), access, row.optional("kind"));
    }

    private record Row(String file, Map<String, String> values) {
        String get(String column) {
            return parsed(column, optional(column));
        }

        Optional<String> optional(String column) {
            return Optional.ofNullable(values.get(column)).filter(text -> !text.isEmpty());
        }

        <T> T parsed(String column, Optional<T> value) {
            return value.orElseThrow(() -> new IllegalStateException(file + ": " + column + " of " + values));
        }
    }

    /** Lines of comma-separated fields, without quotes; the first names the columns, {@code #} starts a comment. */
    private static List<Row> table(String file) {
        var resource = DemoData.class.getResourceAsStream(file);
        if (resource == null) {
            throw new IllegalStateException("Missing resource " + file);
        }
        try (var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            var lines = reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.split(",", -1)))
                    .toList();
            var columns = lines.getFirst();
            return lines.stream().skip(1).map(fields -> row(file, columns, fields)).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Row row(String file, List<String> columns, List<String> fields) {
        if (fields.size() != columns.size()) {
            throw new IllegalStateException(file + ": " + columns.size() + " fields expected: " + fields);
        }
        var values = new LinkedHashMap<String, String>();
        for (var i = 0; i < columns.size(); i++) {
            values.put(columns.get(i), fields.get(i));
        }
        return new Row(file, values);
    }
}
