import { html } from 'lit';
import { t } from '../messages/messages.ts';
import { codeIn } from '../text/mail-code.ts';
import { describedBy, field } from './field.ts';

export const MAIL_CODE = 'mail-code';

/** The field for a code that came by mail. */
export function mailCodeField(error: string | undefined) {
  const text = { id: MAIL_CODE, label: t.mailCode.label, hint: t.mailCode.hint, error };
  return field(
    text,
    html`<input
      id=${text.id}
      class="digits"
      name="one-time-code"
      inputmode="numeric"
      autocomplete="one-time-code"
      autocapitalize="none"
      spellcheck="false"
      maxlength="64"
      aria-describedby=${describedBy(text)}
      aria-invalid=${error ? 'true' : 'false'}
      @paste=${pasteCode}
    />`,
  );
}

/** What keeps the code from being sent, in words. */
export function mailCodeFault(typed: string): string | undefined {
  return typed.trim() ? (codeIn(typed) ? undefined : t.mailCode.malformed) : t.mailCode.missing;
}

/** Out of a copied message only the code lands in the field. */
function pasteCode(event: ClipboardEvent): void {
  const code = codeIn(event.clipboardData?.getData('text') ?? '');
  if (code) {
    event.preventDefault();
    (event.target as HTMLInputElement).value = `${code.slice(0, 4)} ${code.slice(4)}`;
  }
}
