const e = (e) => ({
  events: { onShow: 'opened', onHide: 'closed', onUnreadCountChange: 'unread' },
  on(n, o) {
    e(n, o)
  },
  ready({ booted: e }) {
    return e
  },
})
export { e as default }
