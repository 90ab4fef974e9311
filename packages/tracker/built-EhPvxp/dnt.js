const a = () => [navigator.doNotTrack, window.doNotTrack].some((a) => '1' === a || 'yes' === a),
  n = {
    name: 'dnt',
    watch(n) {
      if (a()) return (n({ says: { analytics: !1, personalisation: !1, marketing: !1 } }), () => {})
    },
  }
export { a as doNotTrack, n as dnt }
