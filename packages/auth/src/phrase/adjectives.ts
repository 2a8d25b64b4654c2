export const adjectives: readonly string[] = `
  abundant acrylic active adaptive adept admired aerial ageless agile airy alert alpine
  amazing amber amiable amused angular animated antique aquatic arched arctic artful artistic
  assured auburn autumnal avid awesome backlit balanced bashful beaded beige blissful blue
  blustery bold bookish botanic brave breezy bright brisk bronze brushed bubbly busy calico
  calm candid canvas capable carbon careful caring central ceramic certain chalky charming
  cheerful chiming chirpy circular classic clear clever cloudy coastal cobalt cobbled compact
  complete constant content cool copper coral cordial corduroy cosmic crafted creative crested
  crimson crinkly cubic curious cursive custom cycling dainty dancing dapper dappled dashing
  dazzling deft delicate denim detailed diagonal diligent direct distant dotted double dozing
  dreamy durable dynamic earnest earthy echoing elastic elated elegant eloquent emerald
  endless enduring engaging esteemed evening exact expert extra famous fancy faraway fast
  fearless feathery festive fizzy flannel flawless floral fluent fluffy flying foggy folded
  foremost forested formal fresh friendly frosty frugal galactic gallant generous gentle
  gilded glacial glad gleaming gleeful gliding glittery glossy glowing golden good graceful
  gracious grand granite great green grinning groovy gusty handmade handsome happy harmonic
  hazy helpful hilly historic homemade honest hopeful hopping hovering humble humming humorous
  hushed icy ideal imagined improved indigo indoor infinite inky inland inner inspired
  intrepid iron jade jaunty jazzy jolly jovial joyful jubilant juggling keen kind kindred
  kinetic knitted lakeside lamplit lasting laughing lavender layered leafy leaping learning
  lemony level light lilac linen literary lively lofty logical lowland loyal lucid lucky
  luminous lunar lyrical magenta magnetic majestic marble maritime matching measured mellow
  melodic merino merry metallic metric midday middle mighty mild mindful mini minimal minty
  mirrored mirthful modern modest modular moonlit mosaic mossy musical mutual napping natural
  nautical nearby neat neon nestled new nickel nifty nimble noble noonday notable novel oaken
  oblong oceanic offbeat optical orbital ordinary organic ornate outdoor outer outgoing oval
  painted paisley parallel pastel peaceful pebbly peppy perched perfect pewter placid platinum
  playful pleasant pleated plush plywood poetic poised polite popular portable precious
  precise prepared primary pristine prized prompt proper prudent punctual purple quaint quartz
  quick quiet quilted quirky quotable radiant rainy rapid rare rational readable reading ready
  recent recycled refined regal relaxed reliable remote renowned resonant restful retro
  roaming robust rocky rosewood rosy rotating ruby ruffled russet rustic saffron sandy
  sapphire savvy scarlet scenic seamless seaside seasonal sensible sepia serene shiny sienna
  silent silken silver sincere singing skating skipping slate sleek sleepy smart smiling
  smooth snappy snazzy snowy sociable solar solid spacious sparkly speckled spinning spiral
  spirited splendid spotless spotted springy square stable standard starry stately steady
  steel stellar straw strong studious stylish sugary summery sunny superb sure surfing swaying
  sweet swift tactful tailored talented tangible tasteful tawny teal terrific textured
  thankful thatched thematic thinking thrifty thrilled thriving tidal tidy timber timeless
  timely tin tinted tonal topaz tranquil trendy triple tropical true trusty tufted tuneful
  tweed twirling undersea unique upbeat upland upward useful usual valiant valued varied
  velvet verdant vertical vibrant vintage violet visible vivid vocal volcanic walking warm
  watchful wavy wicker winged winning wintry wireless wise wishing wispy witty wondrous wooden
  woodland worthy woven written zesty zigzag zippy
`
  .trim()
  .split(/\s+/);
