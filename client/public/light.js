// Runs before the first paint, from the <head>, so that the page never shows the wrong light. An external file: the
// content security policy refuses inline scripts. client/platform/light.ts takes over once the application is loaded
// and must agree with this file: same key, same three values, same colours read from the theme-color element.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem("light");
  } catch {
    // Storage refused by the browser: follow the device.
  }
  const dark = choice === "noire" || (choice !== "claire" && matchMedia("(prefers-color-scheme: dark)").matches);
  const light = dark ? "noire" : "claire";
  document.documentElement.dataset.light = light;
  const theme = document.querySelector('meta[name="theme-color"]');
  if (theme) theme.content = theme.dataset[light];
})();
