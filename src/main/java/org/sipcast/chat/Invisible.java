package org.sipcast.chat;

/** Characters that show nothing, or no more than a blank, whatever letters they count as: nobody is another by them. */
final class Invisible {
    private Invisible() {}

    /** Format characters, and what Unicode has displays ignore (Default_Ignorable_Code_Point); the blank of Braille as well. */
    static boolean is(int character) {
        return Character.getType(character) == Character.FORMAT
                || isFiller(character)
                || isSelector(character)
                || isAny(character, 0x2060, 0x206F)
                || isAny(character, 0xFFF0, 0xFFF8)
                || isAny(character, 0xE0000, 0xE0FFF);
    }

    private static boolean isFiller(int character) {
        return switch (character) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> false;
        };
    }

    private static boolean isSelector(int character) {
        return isAny(character, 0x180B, 0x180F) || isAny(character, 0xFE00, 0xFE0F);
    }

    private static boolean isAny(int character, int first, int last) {
        return character >= first && character <= last;
    }
}
