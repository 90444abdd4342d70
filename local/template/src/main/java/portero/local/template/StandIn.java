package portero.local.template;

import java.util.List;

/**
 * Something of a template that is not created here.
 *
 * @param type a resource type, or a type with one of its properties, such as {@code AWS::DynamoDB::Table.Tags}
 * @param resources where it stands in the template, such as {@code Data/Table}
 * @param instead what stands in for it
 */
public record StandIn(String type, List<String> resources, String instead) {}
