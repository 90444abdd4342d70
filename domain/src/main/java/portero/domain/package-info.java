/** Values, rules and ports of Portero; the JDK only. */
package portero.domain;
