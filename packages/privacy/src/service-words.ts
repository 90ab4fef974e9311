/**
 * Words that visitors write to a shop's or a service's chat, by hand: none is a usual first name or surname, a number, a place
 * or anything of somebody's health, faith or money. Whatever is added has to be as harmless to everybody who might write it.
 */

/** What a message can be about. One of them makes it a key message. */
export const topics = `
order orders ordered ordering reorder preorder basket cart checkout coupon voucher discount code promotion sale offer offers
product products item items article articles size sizes colour color stock available unavailable sold variant model brand
delivery deliver delivered delivers delivering ship shipped ships shipping shipment parcel package packages dispatch dispatched
courier carrier tracking track arrive arrived arrives arriving late delay delayed lost missing waiting
return returns returned returning refund refunds refunded exchange exchanged replace replaced replacement warranty guarantee
repair repaired repairs broken broke damaged defective faulty wrong incorrect incomplete
cancel cancelled canceled cancelling canceling cancellation unsubscribe subscribe subscription subscriptions contract renew renewed
renewal upgrade downgrade trial plan plans
pay paid paying payment payments invoice invoices receipt receipts charge charged charges overcharged billing priced pricing cost
costs fee fees expensive cheaper tax
account accounts login log sign signing password reset locked blocked email newsletter profile register registered registration
verify verification
website site app application button link form field download upload install installed update updated setup settings configure
error errors bug bugs crash crashed crashes crashing freeze frozen slow stuck loading load loads blank
work works working worked complaint complain problem problems issue issues trouble fail failed fails failing failure
support help service agent person human someone manager callback call chat answer answered reply replied question questions
book booked booking bookings reservation reserve reserved reschedule appointment appointments ticket tickets
instructions manual documentation feature features
`

/** What stands between these and says how they are meant. */
export const between = `
i i'm im i've ive i'd id i'll me my mine myself we we're our ours us you you're your yours it it's its they they're their them
this that these those here there what what's which who when where why how
a an the and or but if because so as of to for from in on at by with without about into onto out off up down over under again
before after since until while during between than then too very really quite just only also still already yet ever even
is isn't isnt are aren't arent was wasn't wasnt were weren't werent be been being am
do don't dont does doesn't doesnt did didn't didnt done doing have haven't havent has hasn't hasnt had having
can can't cant cannot could couldn't couldnt would wouldn't wouldnt should shouldn't shouldnt won't wont must might
not no never nothing none nobody any anything some something all every everything each both other another same different
more most less least much many few several enough
get gets got getting give gives gave given make makes made take takes took taken put send sends sent sending receive receives
received receiving want wants wanted need needs needed like use uses used using try tries tried trying find found look looking
see seen show shows shown tell told ask asked say says said know think understand explain explained change changed changes open opened
opening close closed closing start started stop stopped begin began end ended keep keeps kept leave left come comes came go
goes went going gone wait waited add added remove removed choose chose chosen select selected buy bought buying purchase purchased
happen happened happens let lets possible impossible able unable
now today yesterday tomorrow tonight soon later early earlier week weeks month months year years days hour hours minute minutes
time times always often sometimes twice once first second last next previous old new
good bad great terrible awful poor excellent useless useful difficult easy hard simple clear unclear confusing confused
disappointed disappointing unhappy happy angry annoyed annoying frustrated frustrating unacceptable ridiculous satisfied
urgent urgently asap quickly immediately please thanks thank sorry yes ok okay
`
