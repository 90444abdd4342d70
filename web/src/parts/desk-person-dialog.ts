import { html, nothing } from 'lit';
import { showAffectedPerson, type AffectedPerson } from '../api/desk.ts';
import { refusal, Refused } from '../api/refused.ts';
import { serverNow } from '../api/server-clock.ts';
import type { Institution, MyAccess, Ticket } from '../api/shapes.ts';
import { t } from '../messages/desk.ts';
import { address } from '../router.ts';
import { clockAfter } from '../text/clock.ts';
import { longMoment, recent } from '../text/dates.ts';
import { loading, refusedAlert } from './alerts.ts';
import { open } from './dialog.ts';
import { View } from './view.ts';

/** Ver persona: the account of whom a request concerns, beside the request. */
export class PersonDialog extends View {
  static override properties = { me: { attribute: false } };

  declare me: MyAccess;

  private ticket: Ticket | undefined;
  private person: AffectedPerson | undefined;
  private refused: Refused | undefined;

  show(ticket: Ticket): void {
    this.ticket = ticket;
    void this.load(ticket);
    void this.updateComplete.then(() => open(this.one('dialog')));
  }

  private async load(ticket: Ticket): Promise<void> {
    this.person = undefined;
    this.refused = undefined;
    this.requestUpdate();
    try {
      const person = await showAffectedPerson(ticket.ticket);
      if (this.ticket === ticket) {
        this.person = person;
      }
    } catch (thrown) {
      this.refused = refusal(thrown);
    }
    this.requestUpdate();
  }

  /** Of the offices that the caller maintains nobody knows here which are above a school: the page itself says it. */
  private maintains(institution: Institution): boolean {
    return this.me.grants.some((grant) => grant.maintainsUsers && (grant.institution.code === institution.code || grant.institution.kind !== 'school'));
  }

  protected override render() {
    const { person, refused, ticket } = this;
    return html`<dialog class="beside" aria-labelledby="person-title">
      <div class="head">
        <h2 id="person-title" tabindex="-1" autofocus>${t.person.title}</h2>
        <button type="button" class="btn quiet" @click=${() => this.one<HTMLDialogElement>('dialog')!.close()}>${t.common.close}</button>
      </div>
      ${person ? this.facts(person) : nothing}
      ${refused?.code === 'not-found' ? html`<p role="status">${t.person.none}</p>` : nothing}
      ${refused && refused.code !== 'not-found'
        ? html`${refusedAlert(refused)}<button type="button" class="btn" @click=${() => void this.load(ticket!)}>${t.common.retry}</button>`
        : nothing}
      ${!person && !refused ? loading(4) : nothing}
    </dialog>`;
  }

  private facts(person: AffectedPerson) {
    const now = serverNow();
    const { state, lockedUntil, emailStanding } = person;
    const locked = lockedUntil !== undefined && new Date(lockedUntil) > now;
    const tone = { pending: 'warn', 'never-signed-in': 'warn', 'temporary-expired': 'bad', active: 'ok', ended: '' } as const;
    return html`<p class="who"><b>${person.fullName}</b>${person.position ? html`<br /><span class="muted">${t.positions[person.position]}</span>` : nothing}</p>
      <dl class="answers narrow-answers">
        <div><dt>${t.person.user}</dt><dd class="num">${person.login}</dd></div>
        <div>
          <dt>${t.person.state}</dt>
          <dd>${person.hasAccount && state ? html`<span class="tag wrap ${tone[state]}">${t.person.states[state]}</span>` : html`<span class="tag wrap">${t.person.noAccount}</span>`}</dd>
        </div>
        ${person.temporaryUntil ? html`<div><dt>${t.person.temporaryUntil}</dt><dd class="num">${longMoment(person.temporaryUntil)}</dd></div>` : nothing}
        ${person.hasAccount
          ? html`<div><dt>${t.person.lastSignIn}</dt><dd class="num">${person.lastSignInAt ? recent(person.lastSignInAt, now) : t.person.never}</dd></div>
              <div><dt>${t.person.locked}</dt><dd>${locked ? html`<span class="tag wrap bad">${t.person.lockedUntil(clockAfter(new Date(lockedUntil), now))}</span>` : t.person.notLocked}</dd></div>`
          : nothing}
        <div><dt>${t.person.email}</dt><dd>${emailStanding ? t.person.emails[emailStanding] : t.person.noEmail}</dd></div>
        <div>
          <dt>${t.person.grants}</dt>
          <dd>
            ${person.grants.length === 0
              ? t.person.noGrants
              : html`<ul class="plain-list">
                  ${person.grants.map(
                    ({ institution, role, schoolYear }) => html`<li>
                      ${t.roles[role].name}, <span class="num">${schoolYear}</span><br /><span class="muted small">${institution.name}</span>
                      ${this.maintains(institution)
                        ? html`<br /><a class="small" href=${address('/usuarios', { ie: institution.code, buscar: person.fullName })}>${t.person.maintain}</a>`
                        : nothing}
                    </li>`,
                  )}
                </ul>`}
          </dd>
        </div>
      </dl>`;
  }
}

customElements.define('portero-person-dialog', PersonDialog);
