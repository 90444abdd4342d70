package portero.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portero.local.template.TemplateException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Changes of a table call a function, each at least once and in their order, whatever fails or stops. */
class StreamTest {
    private static final String ALL =
            """
            Events:
              Outbox:
                Type: DynamoDB
                Properties:
                  Stream: !GetAtt Notes.StreamArn
                  StartingPosition: TRIM_HORIZON
            """;

    @TempDir
    Path folder;

    private Stage start(String function) throws IOException {
        return Stage.start(folder, InstantSource.system(), function);
    }

    @Test
    void change_shouldReachTheFunction_inLambdasForm() throws Exception {
        try (var stage = start(ALL)) {
            stage.put(Map.of(
                    "pk", AttributeValue.fromS("one"),
                    "number", AttributeValue.fromN("1.5"),
                    "bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("hi")),
                    "flag", AttributeValue.fromBool(true),
                    "nothing", AttributeValue.fromNul(true),
                    "set", AttributeValue.fromSs(List.of("a", "b")),
                    "map", AttributeValue.fromM(Map.of("in", AttributeValue.fromL(List.of(AttributeValue.fromS("x")))))));
            stage.await(() -> !stage.calls().isEmpty());

            var record = stage.calls().getFirst().path("Records").path(0);
            assertThat(record.path("eventName").asText()).isEqualTo("INSERT");
            assertThat(record.path("eventSource").asText()).isEqualTo("aws:dynamodb");
            assertThat(record.path("eventVersion").asText()).isEqualTo("1.1");
            assertThat(record.path("awsRegion").asText()).isNotBlank();
            assertThat(record.path("eventID").asText()).isNotBlank();
            assertThat(record.path("eventSourceARN").asText()).contains(":dynamodb:").contains("table/notes/stream/");
            var data = record.path("dynamodb");
            assertThat(data.path("ApproximateCreationDateTime").isIntegralNumber()).isTrue();
            assertThat(data.path("SequenceNumber").asText()).matches("\\d+");
            assertThat(data.path("SizeBytes").isNumber()).isTrue();
            assertThat(data.path("StreamViewType").asText()).isEqualTo("NEW_AND_OLD_IMAGES");
            assertThat(data.path("Keys").toString()).isEqualTo("{\"pk\":{\"S\":\"one\"}}");
            assertThat(data.has("OldImage")).isFalse();
            var image = data.path("NewImage");
            assertThat(image.at("/number/N").asText()).isEqualTo("1.5");
            assertThat(image.at("/bytes/B").asText()).isEqualTo("aGk=");
            assertThat(image.at("/flag/BOOL").asBoolean()).isTrue();
            assertThat(image.at("/nothing/NULL").asBoolean()).isTrue();
            assertThat(image.at("/set/SS").toString()).isEqualTo("[\"a\",\"b\"]");
            assertThat(image.at("/map/M/in/L/0/S").asText()).isEqualTo("x");
        }
    }

    @Test
    void change_shouldReachTheFunctionWithinASecond() throws Exception {
        try (var stage = start(ALL)) {
            stage.put("first", "loads the code");
            stage.await(() -> stage.calls().size() == 1);

            var quickest = Duration.ofDays(1);
            for (var put = 2; put <= 4; put++) {
                var calls = put;
                var began = System.nanoTime();
                stage.put("number " + put, "counts");
                stage.await(() -> stage.calls().size() == calls);
                var took = Duration.ofNanos(System.nanoTime() - began);
                quickest = took.compareTo(quickest) < 0 ? took : quickest;
            }

            // The quickest of them, since a busy machine may hold up any.
            assertThat(quickest).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void filter_shouldKeepOtherRecordsAway() throws Exception {
        var filtered = ALL + """
                  FilterCriteria:
                    Filters:
                      - Pattern: '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"text":{"S":[{"prefix":"mail"}]}}}}'
                      - Pattern: '{"eventName":["REMOVE"],"dynamodb":{"OldImage":{"text":{"S":["note"]}}}}'
            """;
        try (var stage = start(filtered)) {
            stage.put("one", "note");
            stage.put("two", "mail to somebody");
            stage.put("two", "mail again");
            stage.delete("one");
            stage.put("end", "mail");
            stage.await(() -> stage.allKeys().contains("end"));

            assertThat(stage.allKeys()).containsExactly("two", "one", "end");
        }
    }

    @Test
    void restart_shouldGoOnWhereItStopped() throws Exception {
        try (var stage = start(ALL)) {
            stage.put("one", "before");
            stage.await(() -> stage.allKeys().contains("one"));
            stage.stopEvents();
            stage.put("two", "while nobody reads");

            stage.restart();
            stage.put("three", "after");
            stage.await(() -> stage.allKeys().contains("three"));

            assertThat(stage.allKeys()).containsExactly("one", "two", "three");
        }
    }

    @Test
    void batchThatWasNotDealtWith_shouldComeAgainAfterARestart() throws Exception {
        try (var stage = start(ALL)) {
            stage.fail("poor");
            stage.put("one", "poor");
            stage.await(() -> !stage.calls().isEmpty());
            stage.stopEvents();
            stage.heal();
            var before = stage.calls().size();

            stage.restart();
            stage.put("two", "fine");
            stage.await(() -> stage.allKeys().contains("two"));

            assertThat(stage.allKeys().subList(before, stage.allKeys().size())).containsExactly("one", "two");
        }
    }

    @Test
    void latest_shouldLeaveThePastAlone_butNothingOfWhatFollows() throws Exception {
        var off = ALL + "      Enabled: false\n";
        try (var stage = start(off)) {
            stage.put("past", "not seen");
        }
        try (var stage = start(ALL.replace("TRIM_HORIZON", "LATEST"))) {
            stage.stopEvents();
            stage.put("one", "seen, though nobody reads yet");

            stage.restart();
            stage.await(() -> stage.allKeys().contains("one"));

            assertThat(stage.allKeys()).containsExactly("one");
        }
    }

    @Test
    void failure_shouldBeTriedAgain_beforeAnythingLater() throws Exception {
        try (var stage = start(ALL)) {
            stage.fail("poor");
            stage.put("one", "poor");
            stage.await(() -> stage.calls().size() >= 3);
            stage.put("two", "fine");
            stage.quiet();

            assertThat(stage.allKeys()).containsOnly("one");
            stage.heal();
            stage.await(() -> stage.allKeys().contains("two"));
            assertThat(stage.allKeys()).endsWith("one", "two");
        }
    }

    @Test
    void itemsThatTheFunctionNames_shouldComeAgainAlone() throws Exception {
        var partial = ALL + """
                  MaximumBatchingWindowInSeconds: 1
                  MaximumRetryAttempts: 2
                  FunctionResponseTypes: [ReportBatchItemFailures]
                  DestinationConfig: {OnFailure: {Destination: !GetAtt Failures.Arn}}
            """;
        try (var stage = start(partial)) {
            stage.name("poor");
            stage.put("one", "fine");
            stage.put("two", "poor");
            stage.put("three", "fine");
            stage.await(() -> !stage.deadLetters().isEmpty());

            assertThat(stage.keys())
                    .containsExactly(List.of("one", "two", "three"), List.of("two", "three"), List.of("two", "three"));
            assertThat(stage.deadLetters().getFirst().at("/DDBStreamBatchInfo/batchSize").asInt()).isEqualTo(2);
            assertThat(stage.deadLetters().getFirst().at("/responseContext").has("functionError")).isFalse();
        }
    }

    @Test
    void bisecting_shouldLeaveOnlyThePoisonBehind_inTheFormOfLambdasRecord() throws Exception {
        var bisecting = ALL + """
                  MaximumBatchingWindowInSeconds: 1
                  MaximumRetryAttempts: 1
                  BisectBatchOnFunctionError: true
                  DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Failures.Arn}}
            """;
        try (var stage = start(bisecting)) {
            stage.fail("poison");
            for (var key : List.of("one", "two", "three", "four")) {
                stage.put(key, key.equals("three") ? "poison" : "fine");
            }
            stage.await(() -> stage.keys().contains(List.of("four")) && !stage.deadLetters().isEmpty());

            assertThat(stage.keys())
                    .containsExactly(
                            List.of("one", "two", "three", "four"),
                            List.of("one", "two"),
                            List.of("three", "four"),
                            List.of("three"),
                            List.of("three"),
                            List.of("four"));
            var letter = stage.deadLetters().getFirst();
            assertThat(letter.at("/version").asText()).isEqualTo("1.0");
            assertThat(letter.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
            assertThat(letter.at("/requestContext/functionArn").asText())
                    .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:RecorderFunction");
            assertThat(letter.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(4);
            assertThat(letter.at("/requestContext/requestId").asText()).isNotBlank();
            assertThat(letter.at("/responseContext/functionError").asText()).isEqualTo("Unhandled");
            var info = letter.at("/DDBStreamBatchInfo");
            assertThat(info.path("shardId").asText()).startsWith("shardId-");
            assertThat(info.path("streamArn").asText()).contains("/stream/");
            assertThat(info.path("startSequenceNumber")).isEqualTo(info.path("endSequenceNumber"));
            assertThat(info.path("approximateArrivalOfFirstRecord").asText()).endsWith("Z");
            assertThat(stage.log).filteredOn(line -> line.contains("\"givenUp\"")).hasSize(1).first().asString()
                    .contains("\"deadLetter\":\"failures\"")
                    .doesNotContain("poison");
        }
    }

    @Test
    void record_shouldBeGivenUp_whenItIsTooOld() throws Exception {
        var impatient = ALL + """
                  MaximumRecordAgeInSeconds: 1
                  DestinationConfig: {OnFailure: {Destination: !GetAtt Failures.Arn}}
            """;
        try (var stage = start(impatient)) {
            stage.fail("poor");
            stage.put("one", "poor");
            stage.await(() -> !stage.deadLetters().isEmpty());

            assertThat(stage.deadLetters().getFirst().at("/requestContext/condition").asText())
                    .isEqualTo("RecordAgeExceeded");
        }
    }

    @Test
    void window_shouldGatherRecords_andTheBatchSizeShouldBoundThem() throws Exception {
        var gathering = ALL + """
                  BatchSize: 3
                  MaximumBatchingWindowInSeconds: 2
            """;
        try (var stage = start(gathering)) {
            for (var i = 0; i < 4; i++) {
                stage.put("n" + i, "fine");
            }
            stage.await(() -> stage.allKeys().size() == 4);

            assertThat(stage.keys()).containsExactly(List.of("n0", "n1", "n2"), List.of("n3"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "StartingPosition: NOW | cannot have the StartingPosition NOW",
        "BatchSize: 0 | needs a whole number from 1 to 10000 as its BatchSize, not 0",
        "TumblingWindowInSeconds: 5 | has no property TumblingWindowInSeconds",
        "FunctionResponseTypes: [Everything] | cannot have the FunctionResponseTypes Everything",
        "'FilterCriteria: {Filters: [{Pattern: ''{\"eventName\":\"INSERT\"}''}]}' | has a filter that is no pattern",
        "Stream: arn:aws:dynamodb:us-east-1:123456789012:table/none/stream/2026-11-23T12:00:00.000 | cannot be read",
    })
    void whatAnEventCannotMean_shouldBeRefused_withFileAndLine(String line, String why) {
        var property = line.substring(0, line.indexOf(':'));
        var properties = ALL.lines().filter(each -> !each.strip().startsWith(property + ":")).toList();
        var wrong = String.join("\n", properties) + "\n      " + line + "\n";

        assertThatThrownBy(() -> start(wrong))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("template.yaml:")
                .hasMessageContaining(why);
    }
}
