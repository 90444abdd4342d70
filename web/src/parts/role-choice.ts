import { html, nothing } from 'lit';
import type { Role } from '../api/shapes.ts';
import { t } from '../messages/inside.ts';

/** Roles as radio cards, named by the role and described by what it does. */
export function roleChoice(what: {
  roles: Role[];
  chosen: Role | undefined;
  hint?: string;
  error?: string | undefined;
  onChoose: (role: Role) => void;
}) {
  return html`<fieldset class="field ${what.error ? 'wrong' : ''}" id="roles" tabindex="-1" aria-describedby=${what.error ? 'roles-error' : nothing}>
    <legend>${t.add.role}</legend>
    ${what.hint ? html`<span class="hint">${what.hint}</span>` : nothing}
    ${what.error ? html`<span class="error" id="roles-error"><span class="aside">${t.error}: </span>${what.error}</span>` : nothing}
    <div class="choices">
      ${what.roles.map(
        (role) => html`<label class="choice">
          <input
            type="radio"
            name="role"
            value=${role}
            .checked=${role === what.chosen}
            aria-labelledby="role-${role}"
            aria-describedby="does-${role}"
            @change=${() => what.onChoose(role)}
          />
          <span><b id="role-${role}">${t.roles[role].name}</b><span class="muted" id="does-${role}">${t.roles[role].does}</span></span>
        </label>`,
      )}
    </div>
  </fieldset>`;
}
