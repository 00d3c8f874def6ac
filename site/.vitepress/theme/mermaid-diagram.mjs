import { useData } from 'vitepress'
import { defineComponent, h, onMounted, ref, watch } from 'vue'

let count = 0

/** A diagram of a code block. Mermaid is loaded only by pages that have one; before that the page shows its text. */
export const MermaidDiagram = defineComponent({
  props: { code: { type: String, required: true } },
  setup({ code }) {
    // biome-ignore lint/correctness/useHookAtTopLevel: the rule is React's; Vue calls setup once
    const { isDark } = useData()
    const text = decodeURIComponent(code)
    const svg = ref('')
    async function draw() {
      const { default: mermaid } = await import('mermaid')
      mermaid.initialize({
        startOnLoad: false,
        theme: isDark.value ? 'dark' : 'neutral',
        fontFamily: getComputedStyle(document.body).fontFamily,
        themeVariables: { fontSize: '13px' },
        flowchart: { useMaxWidth: false, nodeSpacing: 20, rankSpacing: 28, padding: 8 },
      })
      count += 1
      svg.value = (await mermaid.render(`diagram-${count}`, text)).svg
    }
    onMounted(draw)
    watch(isDark, draw)
    return () => (svg.value === '' ? h('pre', text) : h('div', { class: 'mermaid', innerHTML: svg.value }))
  },
})
