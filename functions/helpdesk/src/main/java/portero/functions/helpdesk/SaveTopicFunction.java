package portero.functions.helpdesk;

import portero.domain.Outcome.Done;
import portero.domain.Outcome.Refused;
import portero.domain.accounts.Caller;
import portero.domain.helpdesk.Priority;
import portero.domain.helpdesk.Route;
import portero.domain.helpdesk.SaveTopic;
import portero.domain.helpdesk.Topic;
import portero.domain.helpdesk.TopicId;
import portero.lambda.CallerFunction;
import portero.lambda.Fields;
import portero.lambda.Problem;
import portero.lambda.Request;
import portero.lambda.Response;

/** PUT /api/topics/{topic}: the help desk's lead adds or changes a topic. */
public final class SaveTopicFunction extends CallerFunction {
    private static final int MOST_SUGGESTIONS = 5;
    private static final int MOST_ANSWERS = 20;

    private final SaveTopic saveTopic = bean(SaveTopic.class);

    @Override
    protected Response handle(Request request, Caller caller) {
        var body = request.body();
        var parent = body.optionalParsed("parent", 60, TopicId::parse);
        var order = body.number("order", 0, 9999);
        var offered = body.flag("offered");
        var hours = body.number("hours", 1, 200);
        var priority = body.code("priority", Priority.class);
        var route = body.optionalCode("route", Route.class);
        var spanish = text(body.object("es"));
        var english = text(body.object("en"));
        var version = body.number("version");
        body.check();
        var topic = new Topic(
                request.topic(), parent, order, offered, hours, priority.orElseThrow(), route, spanish, english, version);
        return switch (saveTopic.run(caller, topic)) {
            case Done(var saved) -> Response.ok(TopicViews.topic(saved));
            case Refused(var why) -> refused(request, Problem.of(why));
        };
    }

    private static Topic.Text text(Fields text) {
        return new Topic.Text(
                text.text("title", 80),
                text.optionalText("attach", 200),
                text.objects("suggestions", MOST_SUGGESTIONS).stream()
                        .map(one -> new Topic.Suggestion(one.text("question", 120), one.prose("answer", 1000)))
                        .toList(),
                text.objects("answers", MOST_ANSWERS).stream()
                        .map(one -> new Topic.CannedAnswer(one.text("title", 80), one.prose("text", 2000)))
                        .toList());
    }
}
