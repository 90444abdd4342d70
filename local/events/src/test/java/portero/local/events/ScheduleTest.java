package portero.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portero.local.gateway.Invocation;
import portero.local.template.TemplateException;

/** Schedules fire by a clock that is moved: once for all that was passed over, and never twice. */
class ScheduleTest {
    private static final String DAILY =
            """
            Events:
              Daily:
                Type: ScheduleV2
                Properties:
                  ScheduleExpression: cron(0 7 * * ? *)
                  ScheduleExpressionTimezone: America/Lima
                  FlexibleTimeWindow: {Mode: "OFF"}
                  RetryPolicy: {MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 600}
                  DeadLetterConfig: {Arn: !GetAtt Failures.Arn}
            """;

    private final MovableClock clock = new MovableClock("2026-11-23T11:00:00Z");

    @TempDir
    Path folder;

    private Stage start(String function) throws IOException {
        return Stage.start(folder, clock, function);
    }

    @Test
    void schedule_shouldFireWhenItIsDue_withTheSchedulersEvent() throws Exception {
        try (var stage = start(DAILY)) {
            stage.quiet();
            assertThat(stage.calls()).isEmpty();

            clock.set("2026-11-23T12:00:07Z");
            stage.await(() -> !stage.calls().isEmpty());

            var event = stage.calls().getFirst();
            assertThat(event.path("version").asText()).isEqualTo("0");
            assertThat(event.path("id").asText()).hasSize(36);
            assertThat(event.path("detail-type").asText()).isEqualTo("Scheduled Event");
            assertThat(event.path("source").asText()).isEqualTo("aws.scheduler");
            assertThat(event.path("account").asText()).isEqualTo("123456789012");
            assertThat(event.path("time").asText()).isEqualTo("2026-11-23T12:00:00Z");
            assertThat(event.path("region").asText()).isEqualTo("us-east-1");
            assertThat(event.at("/resources/0").asText())
                    .isEqualTo("arn:aws:scheduler:us-east-1:123456789012:schedule/default/RecorderFunctionDaily");
            assertThat(event.path("detail").isTextual()).isTrue();
            assertThat(event.path("detail").asText()).isEqualTo("{}");
        }
    }

    @Test
    void schedule_shouldFireOnce_howeverManyTimesTheClockPassedOver() throws Exception {
        try (var stage = start(DAILY)) {
            clock.move(Duration.ofDays(8));
            stage.await(() -> !stage.calls().isEmpty());
            stage.quiet();

            assertThat(stage.calls()).hasSize(1);
            assertThat(stage.calls().getFirst().path("time").asText()).isEqualTo("2026-11-30T12:00:00Z");

            clock.move(Duration.ofHours(2));
            stage.await(() -> stage.calls().size() == 2);
        }
    }

    @Test
    void restart_shouldNotFireTwice_butCatchUpWithWhatWasMissed() throws Exception {
        try (var stage = start(DAILY)) {
            clock.set("2026-11-23T12:00:07Z");
            stage.await(() -> stage.calls().size() == 1);

            stage.restart();
            stage.quiet();
            assertThat(stage.calls()).hasSize(1);

            stage.stopEvents();
            clock.set("2026-11-25T15:00:00Z");
            stage.restart();
            stage.await(() -> stage.calls().size() == 2);
            stage.quiet();

            assertThat(stage.calls()).hasSize(2);
        }
    }

    @Test
    void schedule_shouldGoOn_whenTheClockWasSetBack() throws Exception {
        try (var stage = start(DAILY)) {
            clock.move(Duration.ofDays(8));
            stage.await(() -> stage.calls().size() == 1);
            clock.set("2026-11-23T11:00:00Z");
            stage.quiet();

            clock.set("2026-11-23T12:00:00Z");
            stage.await(() -> stage.calls().size() == 2);

            assertThat(stage.calls().getLast().path("time").asText()).isEqualTo("2026-11-23T12:00:00Z");
        }
    }

    @Test
    void schedule_shouldNotFireTwice_whenTheSystemsClockIsCorrectedByALittle() throws Exception {
        try (var stage = start(DAILY)) {
            clock.set("2026-11-23T12:00:00Z");
            stage.await(() -> stage.calls().size() == 1);

            clock.set("2026-11-23T11:59:59Z");
            stage.quiet();
            clock.set("2026-11-23T12:00:01Z");
            stage.quiet();

            assertThat(stage.calls()).hasSize(1);
        }
    }

    @Test
    void olderSchedule_shouldFireWithTheEventOfARule() throws Exception {
        var hourly =
                """
                Events:
                  Hourly:
                    Type: Schedule
                    Properties: {Schedule: rate(1 hour), Name: hourly}
                """;
        try (var stage = start(hourly)) {
            clock.move(Duration.ofMinutes(61));
            stage.await(() -> !stage.calls().isEmpty());

            var event = stage.calls().getFirst();
            assertThat(event.path("source").asText()).isEqualTo("aws.events");
            assertThat(event.path("detail-type").asText()).isEqualTo("Scheduled Event");
            assertThat(event.at("/resources/0").asText())
                    .isEqualTo("arn:aws:events:us-east-1:123456789012:rule/hourly");
            assertThat(event.path("detail").isObject()).isTrue();
        }
    }

    @Test
    void input_shouldTakeTheEventsPlace() throws Exception {
        var told = DAILY + "      Input: '{\"job\":\"digest\",\"at\":\"<aws.scheduler.scheduled-time>\"}'\n";
        try (var stage = start(told)) {
            clock.set("2026-11-23T12:00:00Z");
            stage.await(() -> !stage.calls().isEmpty());

            assertThat(stage.calls().getFirst().toString())
                    .isEqualTo("{\"job\":\"digest\",\"at\":\"2026-11-23T12:00:00Z\"}");
        }
    }

    @Test
    void disabled_shouldNotFireByItself_butWhenAsked() throws Exception {
        try (var stage = start(DAILY + "      State: DISABLED\n")) {
            clock.move(Duration.ofDays(8));
            stage.quiet();
            assertThat(stage.calls()).isEmpty();

            var reports = stage.running().fire("RecorderFunction");

            assertThat(reports).hasSize(1);
            assertThat(reports.getFirst().invocation()).isInstanceOf(Invocation.Answer.class);
            assertThat(stage.calls()).hasSize(1);
            assertThat(stage.running().scheduled()).containsExactly("RecorderFunction");
            assertThat(stage.running().fire("OtherFunction")).isEmpty();
        }
    }

    @Test
    void failure_shouldBeTriedAgainTwice_andThenKept() throws Exception {
        var kept = DAILY + """
                EventInvokeConfig:
                  DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Failures.Arn}}
                """;
        try (var stage = start(kept)) {
            stage.fail("Scheduled Event");
            clock.set("2026-11-23T12:00:00Z");
            stage.await(() -> !stage.deadLetters().isEmpty());

            assertThat(stage.calls()).hasSize(3);
            assertThat(stage.calls()).extracting(call -> call.path("id").asText()).containsOnly(
                    stage.calls().getFirst().path("id").asText());
            var letter = stage.deadLetters().getFirst();
            assertThat(letter.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
            assertThat(letter.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(3);
            assertThat(letter.at("/requestPayload/source").asText()).isEqualTo("aws.scheduler");
            assertThat(letter.at("/responseContext/functionError").asText()).isEqualTo("Unhandled");
            assertThat(letter.at("/responsePayload/errorMessage").asText()).isEqualTo("As it was told");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ScheduleExpression: cron(0 7 * * *) | cannot fire by cron(0 7 * * *): cron takes six fields",
        "ScheduleExpressionTimezone: Lima | has an unknown ScheduleExpressionTimezone: Lima",
        "State: 'ON' | cannot have the State ON",
        "RetryPolicy: {MaximumRetryAttempts: 200} | needs a whole number from 0 to 185",
        "Schedule: rate(1 hour) | has no property Schedule",
    })
    void whatAnEventCannotMean_shouldBeRefused_withFileAndLine(String line, String why) {
        var property = line.substring(0, line.indexOf(':'));
        var properties = DAILY.lines().filter(each -> !each.strip().startsWith(property + ":")).toList();
        var wrong = String.join("\n", properties) + "\n      " + line + "\n";

        assertThatThrownBy(() -> start(wrong))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("template.yaml:")
                .hasMessageContaining(why);
    }
}
