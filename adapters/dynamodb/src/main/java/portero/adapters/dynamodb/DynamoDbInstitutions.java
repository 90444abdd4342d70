package portero.adapters.dynamodb;

import static portero.adapters.dynamodb.Items.optionalText;
import static portero.adapters.dynamodb.Items.text;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import portero.domain.Page;
import portero.domain.schools.BadCursor;
import portero.domain.schools.Folding;
import portero.domain.schools.Institution;
import portero.domain.schools.InstitutionCode;
import portero.domain.schools.InstitutionKind;
import portero.domain.schools.Institutions;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Institutions in the table. */
public final class DynamoDbInstitutions implements Institutions {
    private static final int PAGE = 100;

    private final Table table;

    public DynamoDbInstitutions(Table table) {
        this.table = table;
    }

    @Override
    public Optional<Institution> find(InstitutionCode code) {
        return table.get(Keys.institution(code), Keys.INSTITUTION).map(DynamoDbInstitutions::read);
    }

    @Override
    public Map<InstitutionCode, Institution> findAll(Collection<InstitutionCode> codes) {
        var found = new HashMap<InstitutionCode, Institution>();
        for (var item : table.getAll(codes.stream()
                .map(code -> Items.key(Keys.institution(code), Keys.INSTITUTION))
                .toList())) {
            var institution = read(item);
            found.put(institution.code(), institution);
        }
        return found;
    }

    @Override
    public Page<Institution> below(InstitutionCode parent, Optional<String> cursor) {
        var after = cursor.map(code -> InstitutionCode.parse(code)
                .flatMap(this::find)
                .filter(institution -> institution.parent().equals(Optional.of(parent)))
                .map(DynamoDbInstitutions::indexKey)
                .orElseThrow(BadCursor::new));
        var page = table.queryIndex(Keys.below(parent), PAGE, after.orElse(null));
        var items = page.items().stream().map(DynamoDbInstitutions::read).toList();
        return new Page<>(items, page.hasLastEvaluatedKey() ? Optional.of(items.getLast().code().value()) : Optional.empty());
    }

    /** Adds an institution, or replaces what is known of it. */
    public void put(Institution institution) {
        var item = Items.Item.of(Keys.institution(institution.code()), Keys.INSTITUTION)
                .with("kind", institution.kind().name())
                .with("name", institution.name())
                .with("path", Items.path(institution.path()))
                .with("level", institution.level())
                .with("modality", institution.modality());
        institution.parent().ifPresent(parent -> item.with(Items.GSI1_PK, Keys.below(parent))
                .with(Items.GSI1_SK, sortKey(institution)));
        table.put(item.done());
    }

    private static String sortKey(Institution institution) {
        return Folding.fold(institution.name()) + "#" + institution.code();
    }

    private static Map<String, AttributeValue> indexKey(Institution institution) {
        return Items.Item.of(Keys.institution(institution.code()), Keys.INSTITUTION)
                .with(Items.GSI1_PK, Keys.below(institution.parent().orElseThrow()))
                .with(Items.GSI1_SK, sortKey(institution))
                .done();
    }

    private static Institution read(Map<String, AttributeValue> item) {
        var path = Items.path(text(item, "path"));
        return new Institution(
                path.getLast(),
                InstitutionKind.valueOf(text(item, "kind")),
                text(item, "name"),
                path,
                optionalText(item, "level"),
                optionalText(item, "modality"));
    }
}
