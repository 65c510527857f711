package io.battdat.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.battdat.hdf5.BattdatFile;

/** The rooms of DESIGN.md and which way data goes between them. */
@AnalyzeClasses(packages = "io.battdat", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule coreKnowsNoSpark =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.spark..", "scala..");

    @ArchTest
    static final ArchRule storageKnowsNoFormat = noClasses()
            .that()
            .resideInAPackage("io.battdat.io..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.battdat.hdf5..", "io.battdat.column..", "io.battdat.metadata..", "io.jhdf..");

    @ArchTest
    static final ArchRule columnsKnowNothingElse = classes()
            .that()
            .resideInAPackage("io.battdat.column..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.battdat.column..", "java..");

    /** Nothing that a pickle names can be reached from where it is read. */
    @ArchTest
    static final ArchRule picklesKnowNothingElse = classes()
            .that()
            .resideInAPackage("io.battdat.hdf5.pickle..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.battdat.hdf5.pickle..", "java.lang", "java.nio..", "java.util..");

    @ArchTest
    static final ArchRule metadataKnowsNoStorage = noClasses()
            .that()
            .resideInAPackage("io.battdat.metadata..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.battdat.hdf5..", "io.battdat.io..", "io.battdat.column..", "io.jhdf..");

    @ArchTest
    static final ArchRule filtersKnowOnlyTheirSpecification = noClasses()
            .that()
            .resideInAPackage("io.battdat.hdf5.filter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.battdat.hdf5.read..", "io.battdat.io..", "io.battdat.column..", "io.jhdf..");

    @ArchTest
    static final ArchRule structureKnowsNoReader = noClasses()
            .that()
            .resideInAPackage("io.battdat.hdf5")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.battdat.hdf5.read..",
                    "io.battdat.hdf5.filter..",
                    "io.battdat.hdf5.zones..",
                    "io.battdat.hdf5.write..");

    /** Reading a zone map needs no writer. */
    @ArchTest
    static final ArchRule zonesStandBetweenReadersAndWriters = noClasses()
            .that()
            .resideInAnyPackage("io.battdat.hdf5.read..", "io.battdat.hdf5.zones..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.battdat.hdf5.write..");

    @ArchTest
    static final ArchRule readersParseNoStructure = noClasses()
            .that()
            .resideInAnyPackage("io.battdat.hdf5.read..", "io.battdat.hdf5.filter..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.jhdf..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(BattdatFile.class);

    @ArchTest
    static final ArchRule formatKnowsNoStreams = noClasses()
            .that()
            .resideInAnyPackage("io.battdat.hdf5..", "io.battdat.io..", "io.battdat.column..", "io.battdat.metadata..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.battdat.streaming..", "io.battdat.convert..");

    /** Local files need no Hadoop on the class path: one class of storage does, and those that take its paths. */
    @ArchTest
    static final ArchRule onlyStorageKnowsHadoop = noClasses()
            .that()
            .resideOutsideOfPackage("io.battdat.io..")
            .and()
            .areNotAssignableTo(BattdatFile.class)
            .and()
            .resideOutsideOfPackage("io.battdat.streaming..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hadoop..");

    /** Reading meets hostile files and must not touch native code. */
    @ArchTest
    static final ArchRule onlyWritingIsNative = noClasses()
            .that()
            .resideOutsideOfPackage("io.battdat.hdf5.write..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco..", "hdf..");

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("io.battdat.(**)").should().beFreeOfCycles();
}
