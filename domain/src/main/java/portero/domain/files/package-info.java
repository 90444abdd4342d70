/** Files that people attach to tickets: announced, uploaded to quarantine, inspected, kept or refused. */
package portero.domain.files;
