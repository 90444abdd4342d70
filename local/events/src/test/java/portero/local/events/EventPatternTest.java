package portero.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pattern language of EventBridge, as filters and rules use it. */
class EventPatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'a':['x']}                                      | {'a':'x'}             | {'a':'y'}",
        "{'a':['x','y']}                                  | {'a':'y'}             | {'a':'z'}",
        "{'a':['x']}                                      | {'a':['z','x']}       | {'a':['z']}",
        "{'a':['x'],'b':['y']}                            | {'a':'x','b':'y'}     | {'a':'x'}",
        "{'a':{'b':['x']}}                                | {'a':{'b':'x'}}       | {'a':'x'}",
        "{'a':[{'prefix':'x'}]}                           | {'a':'xy'}            | {'a':'yx'}",
        "{'a':[{'suffix':'x'}]}                           | {'a':'yx'}            | {'a':'xy'}",
        "{'a':[{'anything-but':['x']}]}                   | {'a':'y'}             | {'a':'x'}",
        "{'a':[{'anything-but':{'prefix':'x'}}]}          | {'a':'yx'}            | {'a':'xy'}",
        "{'a':[{'exists':true}]}                          | {'a':'x'}             | {'b':'x'}",
        "{'a':[{'exists':false}]}                         | {'b':'x'}             | {'a':'x'}",
        "{'a':[{'numeric':['>',1,'<=',5]}]}               | {'a':5}               | {'a':1}",
        "{'a':[{'numeric':['=',1]}]}                      | {'a':1.0}             | {'a':'1'}",
        "{'a':[{'equals-ignore-case':'Xy'}]}              | {'a':'xY'}            | {'a':'xyz'}",
        "{'a':[{'wildcard':'x*z'}]}                       | {'a':'xyz'}           | {'a':'xy'}",
        "{'a':[null]}                                     | {'a':null}            | {'a':'null'}",
        "{'a':[true]}                                     | {'a':true}            | {'a':'true'}",
        "{'a':['']}                                       | {'a':''}              | {'a':'x'}",
        "{'$or':[{'a':['x']},{'b':[{'exists':true}]}]}    | {'b':1}               | {'a':'y'}",
        "{'c':['z'],'$or':[{'a':['x']},{'b':['y']}]}      | {'c':'z','b':'y'}     | {'b':'y'}",
    })
    void matches(String pattern, String matching, String other) {
        var read = new EventPattern(List.of(json(pattern)));

        assertThat(read.matches(json(matching))).isTrue();
        assertThat(read.matches(json(other))).isFalse();
    }

    @Test
    void oneOfSeveralSuffices() {
        var patterns = new EventPattern(List.of(json("{'a':['x']}"), json("{'b':['y']}")));

        assertThat(patterns.matches(json("{'b':'y'}"))).isTrue();
        assertThat(patterns.matches(json("{'b':'x'}"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'a':'x'}", "{'a':[{'like':'x'}]}", "{'a':[{'numeric':['>','x']}]}", "[]", "{"})
    void isRefused_whenItIsNone(String pattern) {
        assertThatThrownBy(() -> new EventPattern(List.of(json(pattern)))).isInstanceOf(IllegalArgumentException.class);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
