import { html, nothing } from 'lit';
import { answer, api } from '../api/client.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { Contact, Person } from '../api/shapes.ts';
import { t } from '../messages/inside.ts';
import { bareMobile, isEmail, isMobile } from '../text/person-form.ts';
import { focusSummary, summary } from './alerts.ts';
import { open } from './dialog.ts';
import { textField } from './field.ts';
import { refusedWithHelp } from './help-link.ts';
import { View } from './view.ts';

/** Editar contacto: how to reach somebody who has not verified an address. Says `changed` with the person. */
export class ContactDialog extends View {
  static override properties = { ie: {} };

  declare ie: string;

  private person: Person | undefined;
  private errors = new Map<string, string>();
  private refused: Refused | undefined;
  private busy = false;

  show(person: Person): void {
    this.person = person;
    this.errors = new Map();
    this.refused = undefined;
    this.busy = false;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      // Somebody else's words may still stand in the fields.
      this.one<HTMLInputElement>('#contact-email')!.value = person.email ?? '';
      this.one<HTMLInputElement>('#contact-mobile')!.value = person.mobile ?? '';
      open(this.one('dialog'));
    });
  }

  private close(): void {
    this.one<HTMLDialogElement>('dialog')?.close();
  }

  /** What the form changes; undefined where it has to be corrected first. */
  private contact(person: Person): Contact | undefined {
    const email = this.one<HTMLInputElement>('#contact-email')!.value.trim();
    const mobile = bareMobile(this.one<HTMLInputElement>('#contact-mobile')!.value);
    this.errors = new Map();
    if (email ? !isEmail(email) : person.email !== undefined) {
      this.errors.set('contact-email', email ? t.register.problems.email : t.contact.keep);
    }
    if (mobile ? !isMobile(mobile) : person.mobile !== undefined) {
      this.errors.set('contact-mobile', mobile ? t.register.problems.mobile : t.contact.keep);
    }
    const contact: Contact = {
      ...(email && email !== person.email ? { email } : {}),
      ...(mobile && mobile !== person.mobile ? { mobile } : {}),
    };
    if (this.errors.size === 0 && Object.keys(contact).length === 0) {
      this.errors.set('contact-email', email || mobile ? t.contact.unchanged : t.contact.nothing);
    }
    return this.errors.size === 0 ? contact : undefined;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { person } = this;
    if (this.busy || !person) {
      return;
    }
    this.refused = undefined;
    const body = this.contact(person);
    if (body) {
      this.busy = true;
      this.requestUpdate();
      try {
        const changed = await answer(
          api.PUT('/api/institutions/{institution}/personnel/{person}/contact', {
            params: { path: { institution: this.ie, person: person.person } },
            body,
          }),
        );
        this.close();
        this.dispatchEvent(new CustomEvent('changed', { detail: changed }));
      } catch (thrown) {
        this.understand(refusal(thrown));
      }
      this.busy = false;
    }
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  private understand(refused: Refused): void {
    if (refused.code === 'email-undeliverable' || refused.fields.has('email')) {
      this.errors.set('contact-email', refused.code === 'email-undeliverable' ? refused.words : t.register.problems.email);
    } else if (refused.fields.has('mobile')) {
      this.errors.set('contact-mobile', t.register.problems.mobile);
    } else {
      this.refused = refused;
    }
  }

  protected override render() {
    const { person } = this;
    return html`<dialog aria-labelledby="contact-title">
      ${person
        ? html`<form novalidate class="stack" @submit=${this.submit}>
            <h2 id="contact-title">${t.contact.title(person.fullName)}</h2>
            <p>${t.contact.lead}${person.email ? html` ${t.contact.former}` : nothing}</p>
            ${summary(this.errors)}${refusedWithHelp(this.refused, undefined, person)}
            ${textField(
              { id: 'contact-email', label: t.register.email, error: this.errors.get('contact-email') },
              { name: 'email', value: person.email ?? '', type: 'email', inputmode: 'email', maxlength: 254, capitals: 'none' },
            )}
            ${textField(
              { id: 'contact-mobile', label: t.register.mobile, hint: t.register.mobileHint, error: this.errors.get('contact-mobile') },
              { name: 'mobile', value: person.mobile ?? '', type: 'tel', inputmode: 'tel', maxlength: 16 },
            )}
            <div class="row">
              <button class="btn main" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? t.common.saving : t.common.save}</button>
              <button type="button" class="btn quiet" @click=${this.close}>${t.common.cancel}</button>
            </div>
          </form>`
        : nothing}
    </dialog>`;
  }
}

customElements.define('portero-contact-dialog', ContactDialog);
