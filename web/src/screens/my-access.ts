import { html, nothing } from 'lit';
import type { EmailStanding, MyAccess } from '../api/shapes.ts';
import { t } from '../messages/inside.ts';
import { nameTab, View } from '../parts/view.ts';
import { homeOf } from '../places.ts';
import { address } from '../router.ts';
import { IDLE_MINUTES } from '../session/trace.ts';
import { longDay } from '../text/dates.ts';

const TAGS: Record<EmailStanding, string> = { verified: 'ok', unverified: 'warn', bouncing: 'bad' };

/** Ver mi acceso: who I am here, in which institutions, with which role and until when. */
class MyAccessScreen extends View {
  static override properties = { me: { attribute: false }, ie: {} };

  declare me: MyAccess;
  declare ie: string | undefined;

  protected override updated(): void {
    nameTab(t.myAccess.title);
  }

  private email() {
    const { email, emailStanding, pendingEmail } = this.me;
    const words = t.email;
    const next = pendingEmail
      ? words.typeCode
      : !email
        ? words.register
        : emailStanding === 'verified'
          ? words.change
          : emailStanding === 'bouncing'
            ? words.another
            : words.verify;
    return html`<section class="panel stack" aria-labelledby="email">
      <div><h2 id="email">${words.title}</h2><p class="muted small">${words.what}</p></div>
      ${email
        ? html`<p class="row">
            <b class="mail">${email}</b>
            ${emailStanding ? html`<span class="tag ${TAGS[emailStanding]}">${words.standings[emailStanding]}</span>` : nothing}
          </p>`
        : pendingEmail
          ? nothing
          : html`<p>${words.none}</p>`}
      ${pendingEmail
        ? html`<p>${words.pending(pendingEmail)}</p>`
        : emailStanding === 'unverified' || emailStanding === 'bouncing'
          ? html`<p>${words[emailStanding]}</p>`
          : nothing}
      <a class="btn ${emailStanding === 'verified' && !pendingEmail ? 'quiet' : ''}" href=${address('/mi-acceso/correo', { ie: this.ie })}>${next}</a>
    </section>`;
  }

  protected override render() {
    const { me } = this;
    return html`<div class="stack narrow">
      <div>
        <h1 tabindex="-1">${t.myAccess.title}</h1>
        <p class="muted">${t.myAccess.hello(me.givenNames)}</p>
      </div>
      <dl class="answers">
        <div><dt>${t.myAccess.user}</dt><dd class="num">${me.login}</dd></div>
        <div><dt>${t.users.person}</dt><dd>${me.fullName}</dd></div>
      </dl>
      ${this.email()}
      <h2>${t.myAccess.where}</h2>
      ${me.grants.length === 0
        ? html`<div class="panel stack"><p><b>${t.myAccess.none(me.schoolYear)}</b></p><p>${t.myAccess.noneWhat}</p></div>`
        : html`<ul class="sheet grants">
            ${me.grants.map(
              ({ institution, role, until, ...grant }) => html`<li>
                <span><b>${institution.name}</b><br /><span class="muted">${t.roles[role].name}, ${t.myAccess.until(longDay(until))}</span></span>
                ${institution.code === this.ie
                  ? html`<span class="tag ok">${t.myAccess.current}</span>`
                  : html`<a
                      class="btn quiet"
                      href=${address(homeOf({ institution, role, until, ...grant }), { ie: institution.code })}
                      aria-label="${t.myAccess.open}: ${institution.name}"
                      >${t.myAccess.open}</a
                    >`}
              </li>`,
            )}
          </ul>`}
      <p class="muted small">${t.myAccess.idle(IDLE_MINUTES)}</p>
    </div>`;
  }
}

customElements.define('portero-my-access', MyAccessScreen);
