/** Short Spanish words without accents, for passphrases: the first 1,024 of those below. */
const WORDS = `
abanico abeja abierto abrazo abrigo abril abrir abuela abuelo acaso aceite acelga acento
aceptar acera acero acorde acta activo actor acuerdo adelante adentro adios adobe adorno aduana
afecto afuera agenda agosto agua aguja ahora aire ajedrez ajo ala alba albahaca albergue
alcalde alcoba aldea alegre alfombra alga algo algodon aliado alianza aliento alma almeja
almendra almohada alpaca alto alubia alumno amable amanecer amar amarillo ambar amigo amiga
amor amplio ancho ancla andar anillo animal animo anotar antena antes antiguo anzuelo apio
apoyo apodo aprender apuesta apuro arado arbol archivo arco arder ardilla arena aroma arpa
arriba arroyo arroz arte artista asado asiento asomar astro asunto atajo atar atento atlas
atleta atril aula aullido aurora autor avance avena avenida ave avion aviso ayer ayuda azada
azafran azar azucar azucena azul azotea bahia bailar baile bajar bajo balanza balcon balde
ballena balsa bambu banco banda bandeja barba barca barco barniz barra barril barrio barro base
basta bastante bastidor bata batir baul bebe beber bebida beca bello beso bicho bici bien
bigote blanco blando blusa boca bocina boda bodega boina bola boleto bolsa bolsillo bombo
bondad bonito borde bosque bota bote botella boton boveda boya brasa bravo brazo brea brecha
breve brillo brindis brisa broche broma bronce brote brujula bueno buey bufanda buho bulto
burro buscar butaca buzon cabal caballo cabello caber cabeza cable cabra cacao cacto cada
cadena caer cafe caida caja cajon cal calabaza caldo calle calma calor cama camello camino
camisa campana campo canal canasta cancha candado candil canela cangrejo canoa cansar cantar
cantera canto capa capaz capitan caracol caramelo carbon cardo carga caricia carne carpa
carpeta carreta carro carta cartel casa casco casi caso castillo catorce cauce causa cauto
cazuela cebada cebolla cebra cedro ceja celeste celo cena centro cepillo cera cerca cereal
cerebro cereza cero cerrar cerro certeza cesto chaleco charco charla chico chile chino chispa
chiste chivo choza ciclo cielo cien ciencia cierto cigarra cima cinco cine cinta cintura circo
ciruela cisne cita ciudad claro clase clave clavel clavo clima clon cobre cocer cocina coco
codo cofre cojin cola colchon coleta colgar colina collar colmena color columna comadre combo
comer cometa comida comino compadre compas comun concha conejo copa copia coral corazon corcho
cordel cordero corona correo correr corteza corto cosa cosecha coser costa costura crear crecer
creer crema cresta cristal cruce crudo cruz cuaderno cuadro cual cuando cuarto cuatro cubo
cuchara cuello cuenta cuento cuerda cuero cuerpo cueva cuidar cumbre cuna cuota curar curioso
curso curva dado dama danza dardo dato deber debil decir dedal dedo dejar delante delfin
delgado denso dentro derecho desde deseo desfile detalle deuda dia diadema diario dibujo dicha
diente dieta diez digno dios disco doble doce docena doler domingo donde dorado dormir dos
drama ducha duda duelo dueña dulce duna duque durar durazno duro eco edad edificio efecto eje
ejemplo elefante elegir ella embudo emoji empanada empate empezar encaje encanto encima encina
encuentro enero enfado enigma enlace enorme ensayo entero entrar envase envio epoca equipo
erizo error escala escena escoba escolar escuela escudo esfera espacio espalda especie espejo
espera espiga espina esponja esposa espuma esquina estable estado estar este estilo estrella
estudio estufa etapa eterno exacto examen exito extra fabrica facil faena faisan falda falta
fama familia farmacia faro farol favor febrero fecha feliz feria feroz fiable fibra ficha fideo
fiel fiesta fiera figura fijar fila filo filtro final finca fino firma flan flauta flecha flor
flota foca foco fogata folio fondo forma forro fortuna foto freno frente fresa fresco frijol
frio fruta fuego fuente fuera fuerte fumar funda futuro gafas gaita galgo gallina gallo galleta
gamba ganado ganar gancho ganso garaje garbanzo garza gasa gastar gato gaviota gemelo gente
gesto gigante girar girasol globo gloria gol golfo goma gorra gota gozar grabar gracia grado
grande granja grano grasa gratis gris grieta grillo grito grua grupo grueso guante guapo
guardar guinda guion guiso gusano gustar gusto haba haber habla hacer hacha hada hamaca harina
hasta haya haz hebra hecho helado helecho hembra hermana hermoso hervir hielo hierba hierro
higo hija hilo himno hogar hoja hola hombro honda honesto hongo honor hora horno hotel hoy hoz
hueco huella huerta huerto hueso huevo huir humano humedo humilde humo idea idioma iglesia
igual iman imagen impulso indice infancia inicio insecto invierno iris isla izar jabali jabon
jamas jamon jardin jarra jarro jaula jazmin jefa jengibre jinete jirafa joven joya jueves juego
jugar jugo juguete julio junco junio junto jurar justo kilo koala labio labor ladera lado
ladrillo lagarto lago lana lancha lapiz largo lata latido latir laurel lavar lazo leal leche
lechuga lector leer legado lejos lengua lento leña leon letra levar leve libre libro licor
lider lienzo liga ligero lija lila lima limon limpio linde lindo linea lino linterna lirio liso
lista listo litro llama llano llave llegar llenar lleno llevar llorar lluvia lobo local lograr
loma lomo lona loro losa lote luces lucir luego lugar luna lunar lunes lupa luz macho madera
madre madurar maestra magia maiz maleta malla malva mamut manada mancha mandar manga mango
mania mano manso manta manteca mantel manzana mapa mar maraca marca marco marea marfil margen
mariposa marmol marron martes marzo masa mascar mate matiz mayo mayor mecer media medir mejilla
mejor melena melon memoria menor menta mente menudo mercado merece merienda mes mesa meseta
meta metal meter metro mezcla miel mientras migas mil milpa mimbre mina minuto mio mirar misa
mismo mitad mito mochila moda modelo modo molde moler molino momento moneda mono monte mora
morado morder moreno mosca moto motor mover mozo mucho mudar mueble muela muelle muesca mula
multa mundo muñeca mural muro musgo museo musica muslo mutuo nabo nacer nacion nadar nadie
naranja nariz narrar nata nativo nave navidad nectar negar nervio nevar nido niebla nieto nieve
niña nivel noble noche nogal nombre norma norte nosotros nota novela novia nube nuca nudo nuera
nueve nuevo nuez nunca nutria oasis obra obrero oca ocaso oceano ocho ocio octubre odre oeste
oficio oido oir ojal ojo ola oliva olivo olla olmo olor olvido ombligo once onda onza opaco
opinar optar orar orden oreja orgullo orilla oro orquesta oruga osado oscuro oso ostra otoño
otro oveja ovillo paciencia padre pagar pagina pais paja pajaro pala palabra palma paloma pan
panal panda pandero pantalla paño papa papel par para pared pareja parque parra parte pasar
paseo paso pasta pastel pasto pata patio pato patria pausa pauta pavo payaso paz pecho pedal
pedir pegar peine pelar peldaño pelo pelota pena pensar peor pepino pera perder pereza perfil
perla perro persona pesa pesca pez piano pico pie piedra piel pierna pieza pila pilar pimienta
pino pintar piña pisar piso pista pizarra placer plan plano planta plata plato playa plaza
pleno pluma pobre poco poder poema poeta polen pollo polo polvo poner popa porche portal posar
postre pozo prado precio premio prensa primo prisa proa probar
`;

/** 1,024 words. */
export const SPANISH: readonly string[] = [...new Set(WORDS.trim().split(/\s+/))].slice(0, 1_024);
