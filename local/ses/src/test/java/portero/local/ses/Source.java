package portero.local.ses;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The page of the service's documentation that asks for what a case checks. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Source {
    String value();
}
