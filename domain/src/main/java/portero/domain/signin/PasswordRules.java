package portero.domain.signin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portero.domain.accounts.Account;
import portero.domain.accounts.Grant;
import portero.domain.accounts.PasswordPolicy;
import portero.domain.accounts.PasswordRefusal;
import portero.domain.Secret;
import portero.domain.schools.Institution;
import portero.domain.schools.Institutions;

/** The password policy, with the words that are too close to one account: its login, names and schools. */
final class PasswordRules {
    private final PasswordPolicy policy;
    private final Institutions institutions;

    PasswordRules(PasswordPolicy policy, Institutions institutions) {
        this.policy = policy;
        this.institutions = institutions;
    }

    Optional<PasswordRefusal> check(Secret candidate, Optional<Account> account) {
        return policy.check(candidate.value(), account.map(this::personalWords).orElse(List.of()));
    }

    private List<String> personalWords(Account account) {
        var words = new ArrayList<String>();
        words.add(account.login().value());
        words.addAll(List.of(account.fullName().split("\\s+")));
        var codes = account.grants().stream().map(Grant::institution).distinct().toList();
        institutions.findAll(codes).values().stream()
                .map(Institution::name)
                .forEach(name -> words.addAll(List.of(name.split("\\s+"))));
        return words;
    }
}
