package portero.lambda;

import java.util.List;

/** A request that cannot be parsed; ends in its problem. */
final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    private RequestRefused(Problem problem) {
        super(problem.code().code(), null, false, false);
        this.problem = problem;
    }

    static RequestRefused because(ProblemCode code) {
        return new RequestRefused(Problem.of(code));
    }

    static RequestRefused because(List<FieldError> errors) {
        return new RequestRefused(Problem.invalid(errors));
    }

    Problem problem() {
        return problem;
    }
}
