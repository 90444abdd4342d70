package portero.adapters.inspection;

import portero.domain.files.Rejection;

/** Walks the records of an Excel workbook (MS-XLS). */
final class ExcelStream {
    private static final int BOF = 0x0809;
    private static final int FILE_PASS = 0x002F;
    private static final int BOUND_SHEET = 0x0085;
    private static final int VBA_PROJECT = 0x00D3;
    private static final int EXTERN_SHEET = 0x0017;
    private static final int SUP_BOOK = 0x01AE;
    private static final int NAME = 0x0018;
    private static final int CONNECTION = 0x0876;

    private static final int MACRO_SHEET = 1;
    private static final int VBA_MODULE = 6;
    private static final int OWN_SHEETS = 0x0401;
    private static final int ADD_IN_FUNCTIONS = 0x3A01;
    private static final int BUILT_IN = 0x20;

    private ExcelStream() {}

    static void inspect(byte[] workbook) {
        if (Bytes.u16Little(workbook, 0) != BOF) {
            throw Objection.unreadable();
        }
        var at = 0;
        while (at + 4 <= workbook.length) {
            var record = Bytes.u16Little(workbook, at);
            var length = Bytes.u16Little(workbook, at + 2);
            if (record == 0 && length == 0) {
                return;
            }
            if (at + 4 + length > workbook.length) {
                throw Objection.unreadable();
            }
            check(record, workbook, at + 4, length);
            at += 4 + length;
        }
    }

    private static void check(int record, byte[] workbook, int at, int length) {
        switch (record) {
            case FILE_PASS -> throw new Objection(Rejection.ENCRYPTED);
            case VBA_PROJECT, CONNECTION -> throw Objection.active();
            case BOUND_SHEET -> {
                var kind = Bytes.u8(workbook, at + 5);
                if (kind == MACRO_SHEET || kind == VBA_MODULE) {
                    throw Objection.active();
                }
            }
            case SUP_BOOK -> {
                // Another workbook, or a conversation with a program.
                var kind = Bytes.u16Little(workbook, at + 2);
                if (kind != OWN_SHEETS && kind != ADD_IN_FUNCTIONS) {
                    throw Objection.active();
                }
            }
            case EXTERN_SHEET -> {
                // Until Excel 95 a program's name and the topic stand here, parted by 3, which in the first place is no such.
                var text = Bytes.find(workbook, at + 2, (byte) 3);
                if (isExcel95(workbook) && text >= 0 && text < at + length) {
                    throw Objection.active();
                }
            }
            case NAME -> checkName(workbook, at, length);
            default -> {}
        }
    }

    private static boolean isExcel95(byte[] workbook) {
        return Bytes.u16Little(workbook, 4) < 0x0600;
    }

    /** Macros of some names run when the workbook opens or closes. */
    private static void checkName(byte[] workbook, int at, int length) {
        if (length < 15) {
            throw Objection.unreadable();
        }
        var flags = Bytes.u16Little(workbook, at);
        var first = Bytes.u8(workbook, at + (isExcel95(workbook) ? 14 : 15));
        var runsByItself = (flags & BUILT_IN) != 0 && (first == 1 || first == 2 || first == 10 || first == 11);
        if (runsByItself) {
            throw Objection.active();
        }
    }
}
