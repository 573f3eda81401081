// Sets the colour scheme before the first paint. A file of its own, because inline scripts are refused by the server.
(function () {
  var wanted = null;
  try {
    wanted = localStorage.getItem("benchwright-scheme");
  } catch (_) {
    // Storage may be switched off; the system's scheme is used then.
  }
  if (wanted !== "dark" && wanted !== "light") {
    wanted = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  }
  document.documentElement.setAttribute("data-mantine-color-scheme", wanted);
})();
