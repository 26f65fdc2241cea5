/** The page the quick exit leads to: ordinary, neutral, quick to load. public/left.js names the same. */
export const neutralPage = "https://fr.wikipedia.org/";

/** Escape this many times … */
const presses = 3;
/** … within this many milliseconds leaves. */
const withinMs = 2000;

/** Counts presses of a key: `press(at)` gives true on the third within two seconds. `at` in milliseconds. */
export function createPressCounter(): (at: number) => boolean {
  let times: number[] = [];
  return (at) => {
    times = [...times.filter((time) => at - time <= withinMs), at];
    if (times.length < presses) return false;
    times = [];
    return true;
  };
}

let leaving = false;

/**
 * Leaves at once: empties the screen and the tab's title, lets the application close its session if it was asked to
 * (`onLeave`, not waited for), and replaces this page in the history by the neutral one.
 */
export function leave(onLeave?: () => void): void {
  if (leaving) return;
  leaving = true;
  // A fresh body: nothing of the page stays in sight, even if the network is too slow to bring the other.
  document.title = "";
  document.body = document.createElement("body");
  try {
    sessionStorage.setItem("left", "1");
  } catch {
    // Without storage the back button is not guarded; leaving goes on.
  }
  try {
    onLeave?.();
  } finally {
    location.replace(neutralPage);
  }
}

/** Leaves when Escape is pressed three times within two seconds. Gives the function that stops listening. */
export function leaveOnTripleEscape(onLeave: () => void): () => void {
  const press = createPressCounter();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.repeat || event.isComposing) return;
    if (press(event.timeStamp)) leave(onLeave);
  };
  // Capturing: a dialog closing on the first Escape must not hide the others.
  addEventListener("keydown", onKeyDown, { capture: true });
  return () => removeEventListener("keydown", onKeyDown, { capture: true });
}
