import { html, nothing } from 'lit';
import { answer, api } from '../api/client.ts';
import { refusal, Refused } from '../api/refused.ts';
import type { Condition, DocumentType, Position } from '../api/shapes.ts';
import { say } from '../flash.ts';
import { t } from '../messages/inside.ts';
import { focusSummary, summary } from '../parts/alerts.ts';
import { crumbs } from '../parts/crumbs.ts';
import { describedBy, field, textField } from '../parts/field.ts';
import { refusedWithHelp } from '../parts/help-link.ts';
import { nameTab, View } from '../parts/view.ts';
import { address, go } from '../router.ts';
import { faults, fieldFaults, toPerson, type PersonField, type PersonForm } from '../text/person-form.ts';

const POSITIONS: Record<'school' | 'office', Position[]> = {
  school: ['PROFESOR', 'AUXILIAR_DE_EDUCACION', 'PERSONAL_ADMINISTRATIVO', 'SUBDIRECTOR_IE', 'DIRECTOR_IE'],
  office: ['ESPECIALISTA_UGEL', 'ESPECIALISTA_DRE', 'ESPECIALISTA_MINEDU', 'AGENTE_DE_AYUDA', 'PERSONAL_ADMINISTRATIVO'],
};

/** Registrar a una persona: into the institution's personnel, so that she can be given access. */
class RegisterPerson extends View {
  static override properties = { ie: {}, kind: {} };

  declare ie: string;
  declare kind: 'school' | 'office';

  private type: DocumentType = 'DNI';
  private errors = new Map<PersonField, string>();
  private refused: Refused | undefined;
  private busy = false;

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    const form = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as unknown as PersonForm;
    this.refused = undefined;
    this.errors = faults(form, t);
    if (this.errors.size === 0) {
      this.busy = true;
      this.requestUpdate();
      try {
        const person = await answer(
          api.POST('/api/institutions/{institution}/personnel', { params: { path: { institution: this.ie } }, body: toPerson(form) }),
        );
        if (!this.isConnected) {
          return;
        }
        const mayGive = person.roles.length > 0;
        say(t.personnel.registered(person.fullName), mayGive ? '/usuarios/agregar' : '/personal');
        go(address(mayGive ? '/usuarios/agregar' : '/personal', { ie: this.ie, persona: mayGive ? person.person : undefined }), { replace: true });
        return;
      } catch (thrown) {
        const refused = refusal(thrown);
        this.errors = fieldFaults(refused.fields, form, t);
        this.refused = this.errors.size === 0 ? refused : undefined;
      }
      this.busy = false;
    }
    this.requestUpdate();
    await this.updateComplete;
    focusSummary(this);
  }

  protected override updated(): void {
    nameTab(t.register.title, this.errors.size > 0 || this.refused !== undefined);
  }

  private input(name: PersonField, label: string, more: { hint?: string; optional?: boolean; type?: string; inputmode?: string; maxlength: number; capitals?: string }) {
    return textField({ id: name, label, error: this.errors.get(name), ...(more.hint ? { hint: more.hint } : {}), optional: more.optional ?? false }, { name, ...more });
  }

  private choice(name: PersonField, label: string, options: unknown, optional = false) {
    const text = { id: name, label, error: this.errors.get(name), optional };
    return field(
      text,
      html`<select id=${name} name=${name} aria-describedby=${describedBy(text)} aria-invalid=${text.error ? 'true' : nothing}>${options}</select>`,
    );
  }

  protected override render() {
    const words = t.register;
    const parent = this.kind === 'school' ? t.frame.personnel : t.frame.personnelElsewhere;
    const list = address('/personal', { ie: this.ie });
    return html`${crumbs({ path: '/personal', text: parent, ie: this.ie })}
      <div class="head"><div><h1 tabindex="-1">${words.title}</h1><p class="muted">${words.lead}</p></div></div>
      <form class="panel narrow" novalidate @submit=${this.submit}>
        ${summary(this.errors)}${refusedWithHelp(this.refused)}
        <div class="field">
          <label for="type">${words.type}</label>
          <select
            id="type"
            name="type"
            @change=${(event: Event) => {
              this.type = (event.target as HTMLSelectElement).value as DocumentType;
              this.requestUpdate();
            }}
          >
            ${(['DNI', 'CE', 'PASSPORT'] as const).map((type) => html`<option value=${type}>${t.documents[type]}</option>`)}
          </select>
        </div>
        ${this.input('number', words.number, {
          hint: words.numberHint[this.type],
          inputmode: this.type === 'PASSPORT' ? 'text' : 'numeric',
          capitals: 'characters',
          maxlength: 16,
        })}
        ${this.input('givenNames', words.givenNames, { maxlength: 80, capitals: 'words' })}
        ${this.input('paternalSurname', words.paternal, { maxlength: 60, capitals: 'words' })}
        ${this.input('maternalSurname', words.maternal, { maxlength: 60, capitals: 'words', optional: true, hint: words.maternalHint })}
        ${this.choice(
          'position',
          words.position,
          html`<option value="">${words.choosePosition}</option>
            ${POSITIONS[this.kind].map((position) => html`<option value=${position}>${t.positions[position]}</option>`)}`,
        )}
        ${this.choice(
          'condition',
          words.condition,
          html`<option value="">${words.noCondition}</option>
            ${(Object.keys(t.conditions) as Condition[]).map((condition) => html`<option value=${condition}>${t.conditions[condition]}</option>`)}`,
          true,
        )}
        ${this.input('email', words.email, { type: 'email', inputmode: 'email', maxlength: 254, optional: true, hint: words.emailHint, capitals: 'none' })}
        ${this.input('mobile', words.mobile, { type: 'tel', inputmode: 'tel', maxlength: 16, optional: true, hint: words.mobileHint })}
        <div class="row end">
          <button class="btn main" aria-disabled=${this.busy ? 'true' : nothing}>${this.busy ? words.submitting : words.submit}</button>
          <a class="btn quiet" href=${list}>${t.common.cancel}</a>
        </div>
      </form>`;
  }
}

customElements.define('portero-register-person', RegisterPerson);
