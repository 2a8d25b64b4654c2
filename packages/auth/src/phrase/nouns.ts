export const nouns: readonly string[] = `
  abacus acacia acorn airship alcove alder almond alpaca alphabet anchor anteater antelope
  anvil apricot apron aquarium aqueduct arcade artwork aspen aster atlas atoll attic aurora
  avenue backpack badger bakery balcony ballad balloon bamboo barley barn basin basket beacon
  bee beetle begonia bell bench berry bicycle birdsong biscuit bison blanket blossom bluebell
  bluebird boat bobbin bobcat bonnet bookcase bookmark boulder bracelet bramble branch bread
  breeze bridge broom brush bucket bulb bungalow button cabin cactus calendar canary candle
  canoe canopy canyon caramel cardigan caribou carriage cart castle cave cedar cello chair
  chalk chime chimney chipmunk chord cinnamon citrus cloud clover coast cocoa coffee comet
  compass concert conifer cosmos crater crayon cricket cube cupboard cushion custard daffodil
  daisy daylight deer desk diamond diary dolphin doorbell dormouse dresser driveway drum duet
  dune easel eclipse elm emu engine envelope eraser estuary fabric factory falcon farm fawn
  feather fence fern ferret field finch firefly fireside flamingo flower foal folder foothill
  forest frost funnel gallery garage garden garlic gate gazebo gazelle gecko gelato geranium
  giraffe glacier glider globe goblet goggles goldfish gondola gosling gravel grove guitar
  hallway hammock hamster harmony harp harvest hawthorn haystack hearth hedgehog herring
  hibiscus hilltop hoop horizon ibex iceberg icicle iguana island ivy jacket jam jetty jigsaw
  journal jukebox juniper kale kangaroo kayak kazoo kelp kestrel kettle keyboard kitchen kite
  koala ladder ladle lagoon lake lamp landmark lantern lapwing larch legend lemon lemur lens
  lentil lettuce library lily lion lizard llama lobster locket loom lullaby macaw mackerel
  magnet magnolia magpie mailbox mallard mammoth manatee mandolin mango mansion mantis map
  maple maraca marigold marimba market marmot marsh marzipan maze meadow meerkat melody meteor
  minibus minnow mint mitten mongoose monorail moon moonbeam moss mountain mouse mulberry
  museum narwhal nautilus nebula nectar newt notebook oak oasis oatmeal oboe ocean ocelot
  octave octopus okapi olive onion orca orchard oregano oriole osprey ostrich otter owl palace
  pancake pantry paprika papyrus parakeet parasol park parrot parsley pasta pasture patio
  pavilion pebble pelican pencil pendulum penguin pepper pergola petal petunia piano piccolo
  pinecone pinwheel planet plankton plate platypus plaza poem pond popcorn poplar porch
  porpoise porridge possum postcard pottery prairie pretzel primrose prism puffin pulley
  pumpkin puzzle pyramid quail quarry quartet quilt quince radiator radish raft raisin raven
  recipe reindeer ribbon riddle risotto road roof rosemary rowboat rudder saddle sailboat
  salmon salsa sand sandal sandwich sapling sardine satchel saucer scarf scooter scroll
  seagull seal seaplane seashell seesaw serenade sesame shawl shelf shovel shuttle signpost
  sketch sky skylark sled sleeve slipper snail snowdrop sofa sonata song sorbet soup sparrow
  spinach spindle spoon sprocket sprout spruce stadium stairway stamp stapler stardust
  starling station stencil stork strudel studio suitcase summit sunbeam sundial sunrise sunset
  swan sycamore symphony syrup table tadpole tapestry tapioca tapir taxi teacup teapot tempo
  terrace terrapin thicket thimble thistle thread thunder tinsel toaster tomato tortoise
  toucan tractor train tray treasure tree trellis trolley trophy trowel truffle tulip tundra
  turmeric turnip turtle twig twilight twine umbrella universe valley viaduct village viola
  violin volcano wafer wagon walkway wallaby walrus waltz warbler waterway wheat wheel whisk
  willow windmill winter wombat workshop wren yard zebra zenith
`
  .trim()
  .split(/\s+/);
