// biome-ignore-all lint/complexity/useArrowFunction: old browsers run this script.
// biome-ignore-all lint/complexity/useOptionalChain: old browsers run this script.
// biome-ignore-all lint/style/useTemplate: old browsers run this script.

/*
 * Names the oldest supported browsers in a browser that is older, or that lacks what every view needs. The page starts
 * behind the notice. Old browsers run this script, so it uses only ECMAScript 5 and what they have.
 */
;(function () {
  // Internet Explorer has no `currentScript`. While the page is parsed, the last script is the one that runs.
  var script = document.currentScript || document.scripts[document.scripts.length - 1]
  var oldest = JSON.parse(script.getAttribute('data-oldest'))
  var names = { chromium: 'Chrome, Edge or Chromium', firefox: 'Firefox', safari: 'Safari' }

  function versionIn(pattern) {
    var match = pattern.exec(navigator.userAgent)
    return match ? Number(match[1]) : undefined
  }

  function isOld() {
    // Browsers based on Chromium also name Safari.
    var chromium = versionIn(/Chrom(?:e|ium)\/(\d+)/)
    if (chromium !== undefined) return chromium < oldest.chromium
    var firefox = versionIn(/Firefox\/(\d+)/)
    if (firefox !== undefined) return firefox < oldest.firefox
    var safari = versionIn(/Version\/(\d+)[.\d]* (?:\S+ )?Safari\//)
    return safari !== undefined && safari < oldest.safari
  }

  function hasModules() {
    return 'noModule' in document.createElement('script')
  }

  function hasStyles() {
    return Boolean(window.CSS && CSS.supports && CSS.supports('color', 'light-dark(red, red)'))
  }

  function createButton(onClick) {
    var button = document.createElement('button')
    button.type = 'button'
    button.textContent = 'Open anyway'
    button.style.cssText = 'padding:6px 12px;border:1px solid #8f929b;border-radius:5px;background:#fff;color:#1a1b1f'
    button.onclick = onClick
    return button
  }

  if (!isOld() && hasModules() && hasStyles()) return

  var list = Object.keys(names).map(function (engine) {
    return names[engine] + ' ' + oldest[engine]
  })
  var last = list.pop()
  var text = document.createElement('p')
  text.textContent =
    'This browser is too old for IBKR Console. Use ' + list.join(', ') + ' or ' + last + ', or a newer version.'
  var notice = document.createElement('div')
  notice.id = 'old-browser'
  notice.setAttribute('role', 'alert')
  // Without the style sheet, which uses functions that an old browser does not know.
  notice.style.cssText =
    'position:fixed;top:0;right:0;bottom:0;left:0;z-index:2147483647;padding:48px 24px;background:#fff;color:#1a1b1f;font:16px/1.5 sans-serif;text-align:center'
  notice.appendChild(text)
  if (hasModules())
    notice.appendChild(
      createButton(function () {
        document.body.removeChild(notice)
      })
    )
  document.body.appendChild(notice)
})()
