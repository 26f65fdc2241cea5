// After the quick exit, the back button must not bring the application back on the screen. client/ui/quick-exit.ts leaves
// a mark in this tab; coming back through the history goes on to the neutral page, while an address typed or
// followed anew opens the application and wipes the mark.
(() => {
  const neutral = "https://fr.wikipedia.org/";
  const left = () => {
    try {
      return sessionStorage.getItem("left") === "1";
    } catch {
      return false;
    }
  };
  const [entry] = performance.getEntriesByType("navigation");
  if (left()) {
    if (entry && entry.type === "back_forward") {
      document.documentElement.hidden = true;
      location.replace(neutral);
    } else {
      sessionStorage.removeItem("left");
    }
  }
  // A page kept whole in the browser's back-forward cache does not run its scripts again.
  addEventListener("pageshow", (event) => {
    if (event.persisted && left()) location.replace(neutral);
  });
})();
