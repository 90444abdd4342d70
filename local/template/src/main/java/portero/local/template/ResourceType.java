package portero.local.template;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import portero.local.template.Value.Fields;

/** A type of resource that a service here holds; what a service refuses is thrown as the SDK throws it. */
interface ResourceType {
    /** The names that {@code Fn::GetAtt} may ask for. */
    Set<String> attributes();

    /** Properties whose change would make another resource, and what would be lost. */
    Map<String, String> replacing();

    /** Properties that are checked but not kept, and what stands in for them. */
    Map<String, String> ignored();

    /** Refuses properties that the service's requests cannot carry. */
    void check(Fields properties, String name);

    /** Creates it and returns its id. */
    String create(Fields properties, String name);

    /** What it answers now; empty if it is gone. */
    Optional<Attributes> find(String id, Map<String, Object> properties);

    /** Changes what differs from before. */
    void update(String id, Fields properties, String name, Set<String> changed, Map<String, Object> before);

    void delete(String id, Map<String, Object> properties);
}
