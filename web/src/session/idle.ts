import { millisecondsLeft, stale, touch } from './trace.ts';

const WARNING = 60_000;
const HEARTBEAT = 5_000;

/** Watches for a computer that was left alone. `onWarning` gets the seconds left, or undefined once somebody is back. */
export function watchIdle(onWarning: (seconds: number | undefined) => void, onIdle: () => void): () => void {
  let warned = false;
  let touched = Date.now();
  touch();

  // While the question is on the screen only its answer counts: a sleeve on the mouse is not an answer.
  const used = () => {
    if (!warned && Date.now() - touched > HEARTBEAT) {
      look();
      if (!warned) {
        touched = Date.now();
        touch();
      }
    }
  };
  const look = () => {
    if (stale()) {
      stop();
      onIdle();
      return;
    }
    const left = millisecondsLeft();
    if (left <= WARNING) {
      warned = true;
      onWarning(Math.ceil(left / 1_000));
    } else if (warned) {
      warned = false;
      onWarning(undefined);
    }
  };
  const timer = setInterval(look, 1_000);
  const events = ['pointerdown', 'keydown', 'scroll', 'visibilitychange'];
  events.forEach((event) => document.addEventListener(event, used, { passive: true, capture: true }));

  function stop(): void {
    clearInterval(timer);
    events.forEach((event) => document.removeEventListener(event, used, { capture: true }));
  }
  return stop;
}

/** Somebody answered the question. */
export function stay(): void {
  touch();
}
