const STORED = 'portero.desk-keys';
let on = stored();

/** Whether single letters are shortcuts on this computer (WCAG 2.2, 2.1.4: they can be switched off). */
export function keysOn(): boolean {
  return on;
}

export function switchKeys(wanted: boolean): void {
  on = wanted;
  try {
    localStorage.setItem(STORED, wanted ? 'on' : 'off');
  } catch {
    // Private windows may refuse storage: the choice then lasts as long as the page.
  }
}

function stored(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}
