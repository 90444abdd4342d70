package portero.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portero.local.template.TemplateException;

/** Events on the bus call the functions whose rules match them. */
class EventBusTest {
    private static final String FEEDBACK =
            """
            Events:
              Feedback:
                Type: EventBridgeRule
                Properties:
                  Pattern:
                    source: [aws.ses]
                    detail-type: [Email Bounced, Email Complaint Received]
            """;
    private static final String BOUNCE =
            "{\"source\":\"aws.ses\",\"detail-type\":\"Email Bounced\",\"detail\":{\"bounce\":{\"bounceType\":\"Permanent\"}}}";

    @TempDir
    Path folder;

    private Stage start(String function) throws IOException {
        return Stage.start(folder, new MovableClock("2026-11-23T11:00:00Z"), function);
    }

    @Test
    void event_shouldReachTheFunction_withWhatEventBridgeAdds() throws Exception {
        try (var stage = start(FEEDBACK)) {
            stage.running().bus().put(BOUNCE.replace("Bounced", "Delivered"));
            stage.running().bus().put(BOUNCE);
            stage.await(() -> !stage.calls().isEmpty());
            stage.quiet();

            assertThat(stage.calls()).hasSize(1);
            var event = stage.calls().getFirst();
            assertThat(event.path("version").asText()).isEqualTo("0");
            assertThat(event.path("id").asText()).hasSize(36);
            assertThat(event.path("detail-type").asText()).isEqualTo("Email Bounced");
            assertThat(event.path("account").asText()).isEqualTo("123456789012");
            assertThat(event.path("time").asText()).isEqualTo("2026-11-23T11:00:00Z");
            assertThat(event.path("region").asText()).isEqualTo("us-east-1");
            assertThat(event.path("resources").isArray()).isTrue();
            assertThat(event.at("/detail/bounce/bounceType").asText()).isEqualTo("Permanent");
        }
    }

    @Test
    void failure_shouldBeTriedAsOftenAsTheFunctionSays() throws Exception {
        var once = FEEDBACK + """
                EventInvokeConfig:
                  MaximumRetryAttempts: 0
                  DestinationConfig: {OnFailure: {Destination: !GetAtt Failures.Arn}}
                """;
        try (var stage = start(once)) {
            stage.fail("aws.ses");
            stage.running().bus().put(BOUNCE);
            stage.await(() -> !stage.deadLetters().isEmpty());

            assertThat(stage.calls()).hasSize(1);
            assertThat(stage.deadLetters().getFirst().at("/requestPayload/source").asText()).isEqualTo("aws.ses");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "bounce", "{\"source\":\"x\"}", "{\"source\":\"x\",\"detail-type\":\"y\",\"detail\":\"z\"}"})
    void whatIsNoEvent_shouldBeRefused(String event) throws Exception {
        try (var stage = start(FEEDBACK)) {
            assertThatThrownBy(() -> stage.running().bus().put(event)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "InputPath: $.detail | has InputPath, which is not supported here",
        "InputTransformer: {InputTemplate: x} | has InputTransformer, which is not supported here",
        "EventBusName: mine | is on the bus mine",
        "Rule: mine | has no property Rule",
    })
    void whatARuleCannotMean_shouldBeRefused_withFileAndLine(String line, String why) {
        assertThatThrownBy(() -> start(FEEDBACK + "      " + line + "\n"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("template.yaml:")
                .hasMessageContaining(why);
    }

    @Test
    void pattern_shouldBeRefused_whenItIsNone() {
        var wrong = FEEDBACK.replace("source: [aws.ses]", "source: aws.ses");

        assertThatThrownBy(() -> start(wrong))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("has a Pattern that is none");
    }
}
