/** Short English words for passphrases: the first 1,024 of those below, each once. */
const WORDS = `
able acid acorn actor acre adult agree ahead aim air aisle alarm album alert alive alley allow
alone along alpha also amber amuse anchor angle animal ankle answer ant apart apple apron arch
arena argue arm aroma arrow art ash aside ask asleep atlas atom attic audio august aunt author
autumn avoid awake award away awful axis baby back bacon badge bag bake baker ball ballet
balloon bamboo banana band bank banner bar barber bare barley barn barrel base basic basil
basin basket bat bath bay beach bead beak beam bean bear beard beast beat beauty beaver become
bed bee beef beetle before begin behind being bell belong below belt bench bend berry best
better beyond bicycle bike bill bind birch bird birth biscuit bite bitter black blade blank
blanket blaze blend bless blink block bloom blouse blow blue blunt blur board boat body boil
bold bolt bone bonus book boost boot border bored borrow boss both bottle bottom bounce bow
bowl box boy brain branch brass brave bread break breath breeze brick bridge brief bright bring
brisk broad broken bronze brook broom broth brother brown brush bubble bucket bud buddy build
bulb bull bump bundle bunny burn burst bus bush busy butter button buy buzz cabbage cabin cable
cactus cage cake calf call calm camel camera camp can canal candle candy cane canoe canvas
canyon cap cape captain car carbon card care cargo carol carpet carrot carry cart carve case
cash castle cat catch cattle cause cave cedar ceiling celery cement center cereal chain chair
chalk chance change chapel chart chase chat cheap check cheek cheer cheese chef cherry chess
chest chew chicken chief child chin chip choice choir choose chunk cider cinema circle circus
city claim clap class claw clay clean clear clerk clever cliff climb clinic clip cloak clock
close cloth cloud clover clown club clue coach coal coast coat cobra cocoa coconut code coffee
coil coin cold collar color colt column comb come comet comic common cook cookie cool copper
copy coral cord cork corn corner cost cotton couch cough count county couple course court
cousin cover cow coyote crab cradle craft crane crayon crazy cream creek crew cricket crisp
crop cross crow crowd crown crumb crust cry crystal cube cup cupboard curl curly current curry
curtain curve cushion custom cute cycle daily dairy daisy damp dance danger dark dash date dawn
day deal dear debut decade deck deep deer delay dentist desert desk detail dew dial diary dice
diet dig dinner dip dirt dish dive dizzy dock doctor dog doll dolphin domino donkey door dot
double dough dove down dozen draft drama draw drawer dream dress drift drill drink drive drop
drum dry duck dune dusk dust duty dwarf eager eagle ear early earn earth ease east easy eat
echo edge editor egg eight elbow elder elk elm else ember empty end energy engine enjoy enough
enter entry envelope equal error essay even evening ever exact exam exit extra eye fabric face
fact fade fair fairy fall fame family famous fan fancy far farm farmer fashion fast father
fault favor feast feather feed feel fellow fence fern ferry fetch fever few fiber fiddle fig
file fill film final find fine finger finish fire firm first fish fist five fix flag flame
flash flat flavor flea fleet flight flint flip float flock flood floor flour flow flower fluff
flute fly foam focus fog fold folk food foot forest forget fork form fort forty fossil found
four fox frame free fresh friend frog front frost fruit fry fuel full fun funny fur future
galaxy gallop game gap garage garden garlic gas gate gather gauge gazelle gecko gem gentle
ghost giant gift ginger giraffe girl give glad glance glass glide globe gloomy glory glove glow
glue goal goat gold golf good goose gorilla gown grace grain grand grape graph grass gravel
gravy gray great green greet grid grill grin grip grocer ground group grow guard guess guest
guide guitar gulf gum guy habit hail hair half hall hammer hammock hamper hand handle handy
hang happy harbor hard hare harp harvest hat hatch hawk hay hazel head heal hear heart heat
heavy hedge heel height helmet help hen herb herd hero heron hidden high hike hill hint hip
hire history hobby hockey hold hole holiday hollow home honey hood hoof hook hope horn hose
host hot hotel hour house hover huge human humble humor hundred hungry hurry hut ice icicle
icon idea idle igloo image inch index indoor infant ink inner insect inside iron island item
ivory ivy jacket jaguar jam jar jasmine jaw jazz jeans jelly jewel jigsaw job jog join joke
jolly journey joy judge jug juice jumbo jump jungle junior just karate kayak keen keep kettle
key kick kid kidney kind king kiosk kite kitten kiwi knee knife knit knob knock knot know koala
label lace ladder lady lake lamb lamp land lane lantern laptop large lark laser last late laugh
laundry lava lawn lazy leader leaf lean learn leather leave ledge left leg lemon lend lens
leopard lesson letter lettuce level lever liberty library lid life lift light lilac lily lime
limit line linen link lion lip liquid list listen little live lizard llama load loaf lobby
lobster local lock lodge loft logic long look loop loose lotion lotus loud lounge love low
loyal lucky lunch lung lyric machine magic magnet maid mail main major make mammal man mango
manner mantle manual many map maple marble march margin marine mark market maroon mask mason
mast match math matter maximum may maybe mayor maze meadow meal mean measure meat medal medium
meet mellow melody melon melt member memory mentor menu merit merry mesh metal meter method
middle midnight mild mile milk mill mimic mind mine mint minute mirror mist mitten mix moan
mobile model modern modest moment money month mood moon moose moral more morning mosaic moss
moth mother motion motor mouse mouth move movie much mud muffin mug mule museum mushroom music
must mutual myth nail name nap napkin narrow nation nature near neat neck nectar needle nephew
nerve nest net never new news next nice niece night nine noble noise noodle noon normal north
nose note notice novel number nurse nut nylon oak oar oasis oat object ocean october odd offer
office often oil okay old olive omega once one onion only open opera option orange orbit
orchard order organ ostrich other otter outdoor outer oval oven over owl own owner oxygen
oyster pace pack paddle page paint pair palace palm pan panda panel panther papaya paper parade
parcel parent park parrot parsley part party pass pasta paste patch path patient patrol pause
paw pea peace peach peacock peanut pear pearl pebble
`;

/** 1,024 words. */
export const ENGLISH: readonly string[] = [...new Set(WORDS.trim().split(/\s+/))].slice(0, 1_024);
