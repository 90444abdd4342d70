import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../messages/messages.ts';

export interface FieldText {
  id: string;
  label: string;
  hint?: string | TemplateResult;
  error?: string | undefined;
  optional?: boolean;
}

/** Label, hint, error, control: in that order. The control says `aria-describedby=${describedBy(text)}`. */
export function field(text: FieldText, control: unknown): TemplateResult {
  return html`<div class="field ${text.error ? 'wrong' : ''}">
    <label for=${text.id}>${text.label}${text.optional ? html` <span class="optional">(${t.common.optional})</span>` : nothing}</label>
    ${text.hint ? html`<span class="hint" id="${text.id}-hint">${text.hint}</span>` : nothing}
    ${text.error ? html`<span class="error" id="${text.id}-error"><span class="aside">${t.error}: </span>${text.error}</span>` : nothing}
    ${control}
  </div>`;
}

export function describedBy({ id, hint, error }: FieldText): string | typeof nothing {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return ids || nothing;
}

/** A text input with its label; `more` are the attributes that fields differ in. */
export function textField(
  text: FieldText,
  more: { name: string; value?: string; type?: string; autocomplete?: string; inputmode?: string; maxlength?: number; capitals?: string; onInput?: (typed: string) => void } = { name: text.id },
): TemplateResult {
  return field(
    text,
    html`<input
      id=${text.id}
      name=${more.name}
      type=${more.type ?? 'text'}
      .value=${more.value ?? ''}
      autocomplete=${more.autocomplete ?? 'off'}
      inputmode=${more.inputmode ?? nothing}
      maxlength=${more.maxlength ?? nothing}
      autocapitalize=${more.capitals ?? nothing}
      spellcheck="false"
      aria-describedby=${describedBy(text)}
      aria-invalid=${text.error ? 'true' : nothing}
      @input=${more.onInput ? (event: InputEvent) => more.onInput!((event.target as HTMLInputElement).value) : nothing}
    />`,
  );
}
